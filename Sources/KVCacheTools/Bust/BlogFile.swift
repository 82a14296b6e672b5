// `_data/_blog.json`, the list of all posts: an array of objects with an `id` each. It is read strictly, because whatever
// is misread here becomes a key that is deleted: an id is a whole number or a string, and `true`, `12.5` and null are none.

import Foundation
import KVProcessSupport

/// The file that lists all posts.
package enum BlogFile {
    /// Where the site's build puts it, from the top of the project.
    package static let path = "_data/_blog.json"

    /// The ids of all posts.
    ///
    /// - Throws: what is wrong with the file, and with which of its entries.
    package static func ids(in directory: String, _ form: PostID.Form) throws(ToolError) -> PostIDs {
        let file = directory == "." ? path : "\(directory)/\(path)"
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ToolError(
                FileManager.default.fileExists(atPath: file)
                    ? "\(file) cannot be read"
                    : "\(file) is missing; run `npm run blog` first, or name posts with --posts=")
        }
        return try ids(of: data, file, form)
    }

    /// The ids in a file's contents.
    package static func ids(of data: Data, _ file: String, _ form: PostID.Form) throws(ToolError) -> PostIDs {
        let posts: Posts
        do {
            posts = try JSONDecoder().decode(Posts.self, from: data)
        } catch let problem as Posts.Problem {
            throw ToolError("\(file): \(problem.text)")
        } catch DecodingError.typeMismatch {
            throw ToolError("\(file) is no JSON array of posts")
        } catch DecodingError.dataCorrupted(let context) {
            throw ToolError("\(file) is not valid JSON\(reason(context))")
        } catch {
            throw ToolError("\(file) is no JSON array of posts")
        }
        var ids = PostIDs()
        for (index, text) in posts.ids.enumerated() {
            guard let id = PostID(text, form) else {
                throw ToolError("\(file): entry \(index): the id \"\(text)\" is not \(form.expected)")
            }
            ids.add(id)
        }
        return ids
    }

    private static func reason(_ context: DecodingError.Context) -> String {
        let cause = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
        return cause.map { ": \($0)" } ?? ""
    }
}

/// The array of posts, of which only the ids are read.
private struct Posts: Decodable {
    /// What is wrong with an entry, counted from 0.
    struct Problem: Error {
        let text: String
    }

    private enum Field: CodingKey {
        case id
    }

    let ids: [String]

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        var ids: [String] = []
        while !list.isAtEnd {
            let place = "entry \(list.currentIndex)"
            guard let post = try? list.nestedContainer(keyedBy: Field.self) else {
                throw Problem(text: "\(place) is no object")
            }
            guard post.contains(.id) else { throw Problem(text: "\(place) has no id") }
            guard let id = Posts.id(in: post) else {
                throw Problem(text: "\(place): the id is neither a whole number nor a string")
            }
            ids.append(id)
        }
        self.ids = ids
    }

    private static func id(in post: KeyedDecodingContainer<Field>) -> String? {
        if let number = try? post.decode(Int64.self, forKey: .id) { return String(number) }
        if let number = try? post.decode(UInt64.self, forKey: .id) { return String(number) }
        return try? post.decode(String.self, forKey: .id)
    }
}

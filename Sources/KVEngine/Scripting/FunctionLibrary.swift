// Libraries of functions: code that the server keeps, as it keeps keys, and the functions that it has registered.

import KVLua
import RESP

/// A function that clients call by its name.
struct RegisteredFunction {
    let name: [UInt8]
    let library: [UInt8]
    let description: [UInt8]?
    let flags: ScriptFlags
    let function: LuaFunction
}

/// A library.
struct FunctionLibrary {
    let name: [UInt8]
    let code: [UInt8]
    /// In the order in which they were registered.
    var functions: [RegisteredFunction] = []
}

/// Libraries whose functions have different names; a value, so that a change is made wholly or not at all.
struct LibrarySet {
    /// In the order in which they were loaded.
    private(set) var libraries: [FunctionLibrary] = []
    /// By their names, in lower case.
    private(set) var functions: [[UInt8]: RegisteredFunction] = [:]

    func library(named name: [UInt8]) -> FunctionLibrary? { libraries.first { $0.name == name } }

    /// Adds a library.
    ///
    /// - Throws: a function's name is taken.
    mutating func add(_ library: FunctionLibrary) throws(RedisError) {
        for function in library.functions {
            guard functions[function.name.lowercasedASCII] == nil else {
                throw .quoting("ERR Function ", function.name, " already exists")
            }
        }
        for function in library.functions { functions[function.name.lowercasedASCII] = function }
        libraries.append(library)
    }

    /// Removes a library; false when there is none of that name.
    @discardableResult
    mutating func remove(_ name: [UInt8]) -> Bool {
        guard let index = libraries.firstIndex(where: { $0.name == name }) else { return false }
        for function in libraries.remove(at: index).functions {
            functions[function.name.lowercasedASCII] = nil
        }
        return true
    }

    /// Adds the libraries of another set.
    ///
    /// - Throws: a library's name is taken and is not to be replaced, or a function's is.
    mutating func join(_ other: LibrarySet, replacing: Bool) throws(RedisError) {
        for library in other.libraries where remove(library.name) && !replacing {
            throw .quoting("ERR Library ", library.name, " already exists")
        }
        for library in other.libraries { try add(library) }
    }
}

/// What the first line of a library says.
struct LibraryHeader {
    private(set) var name: [UInt8] = []
    /// The bytes before the end of the line, which are not Lua.
    private(set) var length = 0

    /// - Throws: what is wrong with the line.
    init(of code: [UInt8]) throws(RedisError) {
        guard code.starts(with: Array("#!".utf8)) else { throw RedisError("ERR Missing library metadata") }
        guard let end = code.beforeNUL.firstIndex(of: UInt8(ascii: "\n")),
            let words = InlineRequest.words(of: Array(code[..<end])), let engine = words.first
        else { throw RedisError("ERR Invalid library metadata") }
        length = end
        var name: [UInt8]?
        for word in words.dropFirst() {
            guard word.prefix(5).elementsEqual("name=".utf8, by: { ByteView.lowercase($0) == $1 }) else {
                throw .quoting("ERR Invalid metadata value given: ", word)
            }
            guard name == nil else {
                throw RedisError("ERR Invalid metadata value, name argument was given multiple times")
            }
            name = Array(word.dropFirst(5))
        }
        guard let name else { throw RedisError("ERR Library name was not given") }
        guard LibraryHeader.isName(name) else { throw RedisError("ERR \(LibraryHeader.nameRule)") }
        guard engine.dropFirst(2).elementsEqual("lua".utf8, by: { ByteView.lowercase($0) == $1 }) else {
            throw .quoting("ERR Engine '", Array(engine.dropFirst(2)), "' not found")
        }
        self.name = name
    }

    static let nameRule = """
        Library names can only contain letters, numbers, or underscores(_) and must be at least one character long
        """

    /// Whether a library or a function may be called so.
    static func isName(_ name: [UInt8]) -> Bool {
        !name.isEmpty
            && name.allSatisfy { byte in
                let letter = byte | 0x20
                return 0x61...0x7A ~= letter || 0x30...0x39 ~= byte || byte == UInt8(ascii: "_")
            }
    }
}

extension [UInt8] {
    /// The bytes with ASCII letters in lower case.
    var lowercasedASCII: [UInt8] { map { ByteView.lowercase($0) } }
}

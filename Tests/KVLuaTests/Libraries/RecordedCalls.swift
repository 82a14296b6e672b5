// Calls of Redis's libraries and what a Redis 7.0.15 answered to them. A call is a line, its answer the line after
// it, which begins with "= ". Both servers run the call in the same script, which spells results and errors.

import Testing

/// A call and its answer.
struct RecordedCall: CustomTestStringConvertible {
    let call: String
    let answer: String

    var testDescription: String { call }

    /// The script whose result is the answer.
    var script: String {
        let isStatement = call.hasPrefix("local ") || call.hasPrefix("return ")
        let body = isStatement ? call : "return " + call
        return RecordedCall.spelling + " return answer(pcall(function() \(body) end))"
    }

    /// Spells values so that tables are sorted, and bytes beyond ASCII are seen. All of it is on the first line,
    /// since errors tell the line.
    private static let spelling = """
        local function show(v)
          local kind = type(v)
          if kind == 'string' then
            return '"' .. string.gsub(v, '[%c\\128-\\255"\\\\]', function(c)
              return string.format('\\\\%03d', string.byte(c)) end) .. '"'
          elseif kind == 'number' then return string.format('%.17g', v)
          elseif kind == 'table' then
            local parts = {}
            for key, value in pairs(v) do parts[#parts + 1] = show(key) .. '=' .. show(value) end
            table.sort(parts)
            return '{' .. table.concat(parts, ', ') .. '}'
          elseif kind == 'userdata' then return 'null'
          elseif kind == 'nil' or kind == 'boolean' then return tostring(v) end
          return kind
        end
        local function answer(ok, ...)
          local parts = {}
          for index = 1, select('#', ...) do parts[index] = show((select(index, ...))) end
          local text = table.concat(parts, ', ')
          if #text > 300 then text = text:sub(1, 300) .. '...' end
          return (ok and 'ok ' or 'error ') .. text
        end
        """.replacing("\n", with: " ")
}

enum RecordedCalls {
    /// The calls of a text, with their answers.
    static func calls(in text: String) -> [RecordedCall] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return stride(from: 0, to: lines.count - 1, by: 2).map { index in
            RecordedCall(call: String(lines[index]), answer: String(lines[index + 1].dropFirst(2)))
        }
    }
}

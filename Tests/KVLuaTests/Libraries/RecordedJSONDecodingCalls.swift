// What Redis 7.0.15 answered to calls of cjson's decode.

extension RecordedCalls {
    static let jsonDecoding = #"""
        cjson.decode('null') == cjson.null
        = ok true
        type(cjson.null)
        = ok "userdata"
        cjson.null == nil
        = ok false
        cjson.null == cjson.decode('[null]')[1]
        = ok true
        cjson.null and 'true' or 'false'
        = ok "true"
        cjson.decode('1')
        = ok 1
        cjson.decode('-1')
        = ok -1
        cjson.decode('1.5e3')
        = ok 1500
        cjson.decode('1E5')
        = ok 100000
        cjson.decode('1e400')
        = ok inf
        cjson.decode('-1e400')
        = ok -inf
        cjson.decode('1e-400')
        = ok 0
        cjson.decode('0.1')
        = ok 0.10000000000000001
        cjson.decode('1.')
        = ok 1
        cjson.decode('.5')
        = error "user_script:1: Expected value but found invalid token at character 1"
        cjson.decode('-.5')
        = ok -0.5
        cjson.decode('01')
        = ok 1
        cjson.decode('+1')
        = ok 1
        cjson.decode('+')
        = error "user_script:1: Expected value but found invalid number at character 1"
        cjson.decode('-')
        = error "user_script:1: Expected value but found invalid number at character 1"
        cjson.decode('--1')
        = error "user_script:1: Expected value but found invalid number at character 1"
        cjson.decode('- 1')
        = error "user_script:1: Expected value but found invalid number at character 1"
        cjson.decode('0x10')
        = ok 16
        cjson.decode('0x1p4')
        = ok 16
        cjson.decode('0x')
        = error "user_script:1: Expected the end but found invalid token at character 2"
        cjson.decode('-0x10')
        = ok -16
        cjson.decode('1e')
        = error "user_script:1: Expected the end but found invalid token at character 2"
        cjson.decode('1e+')
        = error "user_script:1: Expected the end but found invalid token at character 2"
        cjson.decode('1x')
        = error "user_script:1: Expected the end but found invalid token at character 2"
        cjson.decode('12345678901234567890')
        = ok 1.2345678901234567e+19
        cjson.decode('123456789012345')
        = ok 123456789012345
        cjson.decode('1234567890123456')
        = ok 1234567890123456
        cjson.decode('inf')
        = ok inf
        cjson.decode('-inf')
        = ok -inf
        cjson.decode('Infinity')
        = ok inf
        cjson.decode('INFINITYX')
        = error "user_script:1: Expected the end but found invalid token at character 9"
        tostring(cjson.decode('nan'))
        = ok "nan"
        tostring(cjson.decode('NaN'))
        = ok "nan"
        tostring(cjson.decode('-nan'))
        = ok "-nan"
        tostring(cjson.decode('nan(123)'))
        = ok "nan"
        tostring(cjson.decode('nan('))
        = error "user_script:1: Expected the end but found invalid token at character 4"
        cjson.decode('nul')
        = error "user_script:1: Expected value but found invalid token at character 1"
        cjson.decode('nope')
        = error "user_script:1: Expected value but found invalid token at character 1"
        cjson.decode('True')
        = error "user_script:1: Expected value but found invalid token at character 1"
        cjson.decode('tru')
        = error "user_script:1: Expected value but found invalid token at character 1"
        cjson.decode('truex')
        = error "user_script:1: Expected the end but found invalid token at character 5"
        cjson.decode('true')
        = ok true
        cjson.decode('false')
        = ok false
        cjson.decode('falsefalse')
        = error "user_script:1: Expected the end but found T_BOOLEAN at character 6"
        cjson.decode('')
        = error "user_script:1: Expected value but found T_END at character 1"
        cjson.decode(' ')
        = error "user_script:1: Expected value but found T_END at character 2"
        cjson.decode(' \t\r\n1 \t\r\n')
        = ok 1
        cjson.decode('\v1')
        = error "user_script:1: Expected value but found invalid token at character 1"
        cjson.decode('1 2')
        = error "user_script:1: Expected the end but found T_NUMBER at character 3"
        cjson.decode('"a"')
        = ok "a"
        cjson.decode('"a')
        = error "user_script:1: Expected value but found unexpected end of string at character 3"
        cjson.decode('"')
        = error "user_script:1: Expected value but found unexpected end of string at character 2"
        cjson.decode("'a'")
        = error "user_script:1: Expected value but found invalid token at character 1"
        cjson.decode('"a\\"b\\\\c\\/d\\b\\t\\n\\f\\r"')
        = ok "a\034b\092c/d\008\009\010\012\013"
        cjson.decode('"\\x"')
        = error "user_script:1: Expected value but found invalid escape code at character 2"
        cjson.decode('"\\')
        = error "user_script:1: Expected value but found invalid escape code at character 2"
        cjson.decode('"\\u0041"')
        = ok "A"
        cjson.decode('"\\u00e4\\u20AC"')
        = ok "\195\164\226\130\172"
        cjson.decode('"\\u0000x"')
        = ok "\000x"
        cjson.decode('"\\ud83d\\ude00"')
        = ok "\240\159\152\128"
        cjson.decode('"\\ud83d"')
        = error "user_script:1: Expected value but found invalid unicode escape code at character 2"
        cjson.decode('"\\ud83dx"')
        = error "user_script:1: Expected value but found invalid unicode escape code at character 2"
        cjson.decode('"\\ud83d\\u0041"')
        = error "user_script:1: Expected value but found invalid unicode escape code at character 2"
        cjson.decode('"\\ude00"')
        = error "user_script:1: Expected value but found invalid unicode escape code at character 2"
        cjson.decode('"\\u12"')
        = error "user_script:1: Expected value but found invalid unicode escape code at character 2"
        cjson.decode('"\\u12g4"')
        = error "user_script:1: Expected value but found invalid unicode escape code at character 2"
        cjson.decode('"\\u"')
        = error "user_script:1: Expected value but found invalid unicode escape code at character 2"
        cjson.decode('"\1\10"')
        = ok "\001\010"
        cjson.decode('"\255"')
        = ok "\255"
        cjson.decode('\255')
        = error "user_script:1: Expected value but found invalid token at character 1"
        cjson.decode('[1\0,2]')
        = error "user_script:1: Expected comma or array end but found T_END at character 3"
        cjson.decode('1\0 garbage')
        = error "user_script:1: JSON parser does not support UTF-16 or UTF-32"
        cjson.decode('11\0 garbage')
        = ok 11
        cjson.decode('\0\0')
        = error "user_script:1: JSON parser does not support UTF-16 or UTF-32"
        cjson.decode('1\0')
        = error "user_script:1: JSON parser does not support UTF-16 or UTF-32"
        cjson.decode('"a\0b"')
        = error "user_script:1: Expected value but found unexpected end of string at character 3"
        cjson.decode('[]')
        = ok {}
        cjson.decode('{}')
        = ok {}
        cjson.decode('[1,2,3]')
        = ok {1=1, 2=2, 3=3}
        cjson.decode('[1,null,3]')
        = ok {1=1, 2=null, 3=3}
        cjson.decode('[[],{}]')
        = ok {1={}, 2={}}
        cjson.decode('[')
        = error "user_script:1: Expected value but found T_END at character 2"
        cjson.decode(']')
        = error "user_script:1: Expected value but found T_ARR_END at character 1"
        cjson.decode('[1')
        = error "user_script:1: Expected comma or array end but found T_END at character 3"
        cjson.decode('[1,')
        = error "user_script:1: Expected value but found T_END at character 4"
        cjson.decode('[1,]')
        = error "user_script:1: Expected value but found T_ARR_END at character 4"
        cjson.decode('[,1]')
        = error "user_script:1: Expected value but found T_COMMA at character 2"
        cjson.decode('[1 2]')
        = error "user_script:1: Expected comma or array end but found T_NUMBER at character 4"
        cjson.decode('[1}')
        = error "user_script:1: Expected comma or array end but found T_OBJ_END at character 3"
        cjson.decode('[1]]')
        = error "user_script:1: Expected the end but found T_ARR_END at character 4"
        cjson.decode('{')
        = error "user_script:1: Expected object key string but found T_END at character 2"
        cjson.decode('}')
        = error "user_script:1: Expected value but found T_OBJ_END at character 1"
        cjson.decode('{"a"')
        = error "user_script:1: Expected colon but found T_END at character 5"
        cjson.decode('{"a" 1}')
        = error "user_script:1: Expected colon but found T_NUMBER at character 6"
        cjson.decode('{"a":')
        = error "user_script:1: Expected value but found T_END at character 6"
        cjson.decode('{"a":1')
        = error "user_script:1: Expected comma or object end but found T_END at character 7"
        cjson.decode('{"a":1,')
        = error "user_script:1: Expected object key string but found T_END at character 8"
        cjson.decode('{"a":1,}')
        = error "user_script:1: Expected object key string but found T_OBJ_END at character 8"
        cjson.decode('{a:1}')
        = error "user_script:1: Expected object key string but found invalid token at character 2"
        cjson.decode('{1:1}')
        = error "user_script:1: Expected object key string but found T_NUMBER at character 2"
        cjson.decode('{"a":1]')
        = error "user_script:1: Expected comma or object end but found T_ARR_END at character 7"
        cjson.decode('{"a":1 "b":2}')
        = error "user_script:1: Expected comma or object end but found T_STRING at character 8"
        cjson.decode('{"a"::1}')
        = error "user_script:1: Expected value but found T_COLON at character 6"
        cjson.decode('{"a":}')
        = error "user_script:1: Expected value but found T_OBJ_END at character 6"
        cjson.decode('{"a":,}')
        = error "user_script:1: Expected value but found T_COMMA at character 6"
        cjson.decode('{"a":tru}')
        = error "user_script:1: Expected value but found invalid token at character 6"
        cjson.decode('{"a":"x\\q"}')
        = error "user_script:1: Expected value but found invalid escape code at character 8"
        cjson.decode('{"a":1,"a":2}')
        = ok {"a"=2}
        cjson.decode('{"a":{"b":[1,{"c":null}]},"d":"e"}')
        = ok {"a"={"b"={1=1, 2={"c"=null}}}, "d"="e"}
        cjson.decode('{"":1}')
        = ok {""=1}
        cjson.decode('{"1":1,"2":2}')
        = ok {"1"=1, "2"=2}
        cjson.decode('[1,2') == nil
        = error "user_script:1: Expected comma or array end but found T_END at character 5"
        cjson.decode(5)
        = ok 5
        cjson.decode(5.5)
        = ok 5.5
        cjson.decode(1/0)
        = ok inf
        cjson.decode(true)
        = error "user_script:1: bad argument #1 to 'decode' (string expected, got boolean)"
        cjson.decode(nil)
        = error "user_script:1: bad argument #1 to 'decode' (string expected, got nil)"
        cjson.decode({})
        = error "user_script:1: bad argument #1 to 'decode' (string expected, got table)"
        cjson.decode()
        = error "user_script:1: bad argument #1 to 'decode' (expected 1 argument)"
        cjson.decode('1','2')
        = error "user_script:1: bad argument #1 to 'decode' (expected 1 argument)"
        pcall(cjson.decode)
        = ok false, "bad argument #1 to '?' (expected 1 argument)"
        pcall(cjson.decode, '[')
        = ok false, "Expected value but found T_END at character 2"
        pcall(cjson.decode, true)
        = ok false, "bad argument #1 to '?' (string expected, got boolean)"
        local d = cjson.decode return d('{')
        = error "user_script:1: Expected object key string but found T_END at character 2"
        #tostring(cjson.decode(string.rep('[', 1000) .. string.rep(']', 1000))) > 0
        = ok true
        cjson.decode(string.rep('[', 1001) .. string.rep(']', 1001))
        = error "user_script:1: Found too many nested data structures (1001) at character 1001"
        cjson.decode(string.rep('[', 1001))
        = error "user_script:1: Found too many nested data structures (1001) at character 1001"
        cjson.decode(string.rep('{"a":', 1001))
        = error "user_script:1: Found too many nested data structures (1001) at character 5001"
        cjson.decode(string.rep('[', 1000))
        = error "user_script:1: Expected value but found T_END at character 1001"
        cjson.decode(' ' .. string.rep('[ ', 1001))
        = error "user_script:1: Found too many nested data structures (1001) at character 2002"
        local function f(s) return cjson.encode(cjson.decode(s)) end return f('{"a":1,"b":[1,2,{"c":\#
        "d"}],"e":null}')
        = ok "{\034a\034:1,\034e\034:null,\034b\034:[1,2,{\034c\034:\034d\034}]}"
        cjson.encode(cjson.decode('[{"id":1,"name":"x"},{"id":2,"name":"y"}]'))
        = ok "[{\034id\034:1,\034name\034:\034x\034},{\034id\034:2,\034name\034:\034y\034}]"
        cjson.encode(cjson.decode('{"z":1,"y":2,"x":3,"w":4,"v":5,"u":6,"t":7,"s":8,"r":9}'))
        = ok "{\034s\034:8,\034r\034:9,\034u\034:6,\034t\034:7,\034w\034:4,\034v\034:5,\034y\034:2,\\#
        034x\034:3,\034z\034:1}"
        cjson._NAME
        = ok "cjson"
        cjson._VERSION
        = ok "2.1.0"
        cjson.safe
        = ok nil
        type(cjson.new)
        = ok "function"
        local t = {} for k in pairs(cjson) do t[#t + 1] = k end table.sort(t) return table.concat(t,\#
         ' ')
        = ok "_NAME _VERSION decode decode_invalid_numbers decode_max_depth encode encode_invalid_nu\#
        mbers encode_keep_buffer encode_max_depth encode_number_precision encode_sparse_array new nu\#
        ll"
        """#
}

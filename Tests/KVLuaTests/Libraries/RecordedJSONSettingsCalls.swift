// What Redis 7.0.15 answered to calls of cjson's settings.

extension RecordedCalls {
    static let jsonSettings = #"""
        cjson.new().encode({1})
        = ok "[1]"
        cjson.new(1,2,3)._NAME
        = ok "cjson"
        local c = cjson.new() return c.null == cjson.null
        = ok true
        local c = cjson.new() return c.encode_sparse_array()
        = ok false, 2, 10
        local c = cjson.new() return c.encode_sparse_array(true)
        = ok true, 2, 10
        local c = cjson.new() return c.encode_sparse_array('on', 5, 6)
        = ok true, 5, 6
        local c = cjson.new() return c.encode_sparse_array('off', 0)
        = ok false, 0, 10
        local c = cjson.new() return c.encode_sparse_array('maybe')
        = error "user_script:1: bad argument #1 to 'encode_sparse_array' (invalid option 'maybe')"
        local c = cjson.new() return c.encode_sparse_array(1)
        = error "user_script:1: bad argument #1 to 'encode_sparse_array' (invalid option '1')"
        local c = cjson.new() return c.encode_sparse_array({})
        = error "user_script:1: bad argument #1 to 'encode_sparse_array' (string expected, got table\#
        )"
        local c = cjson.new() return c.encode_sparse_array(true, -1)
        = error "user_script:1: bad argument #1 to 'encode_sparse_array' (expected integer between 0\#
         and 2147483647)"
        local c = cjson.new() return c.encode_sparse_array(true, 1, -1)
        = error "user_script:1: bad argument #1 to 'encode_sparse_array' (expected integer between 0\#
         and 2147483647)"
        local c = cjson.new() return c.encode_sparse_array(true, 2^31)
        = error "user_script:1: bad argument #1 to 'encode_sparse_array' (expected integer between 0\#
         and 2147483647)"
        local c = cjson.new() return c.encode_sparse_array(true, 'x')
        = error "user_script:1: bad argument #2 to 'encode_sparse_array' (number expected, got strin\#
        g)"
        local c = cjson.new() return c.encode_sparse_array(true, 1, {})
        = error "user_script:1: bad argument #3 to 'encode_sparse_array' (number expected, got table\#
        )"
        local c = cjson.new() return c.encode_sparse_array(1, 2, 3, 4)
        = error "user_script:1: bad argument #4 to 'encode_sparse_array' (found too many arguments)"
        local c = cjson.new() return c.encode_sparse_array(nil, nil, 3)
        = ok false, 2, 3
        local c = cjson.new() c.encode_sparse_array(true) return c.encode({[100]=1})
        = ok "{\034100\034:1}"
        local c = cjson.new() c.encode_sparse_array(true, 2, 3) return c.encode({[1]=1,[4]=1})
        = ok "[1,null,null,1]"
        local c = cjson.new() c.encode_sparse_array(true, 2, 3) return c.encode({[1]=1,[3]=1})
        = ok "[1,null,1]"
        local c = cjson.new() c.encode_sparse_array(false, 0) return c.encode({[20]=1})
        = ok "[null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,\#
        null,null,1]"
        local c = cjson.new() c.encode_sparse_array(false, 1, 0) return c.encode({[2]=1})
        = error "user_script:1: Cannot serialise table: excessively sparse array"
        local c = cjson.new() c.encode_sparse_array(false, 1, 0) return c.encode({1,2})
        = ok "[1,2]"
        local c = cjson.new() return c.encode_max_depth()
        = ok 1000
        local c = cjson.new() return c.encode_max_depth(3)
        = ok 3
        local c = cjson.new() return c.encode_max_depth(0)
        = error "user_script:1: bad argument #1 to 'encode_max_depth' (expected integer between 1 an\#
        d 2147483647)"
        local c = cjson.new() return c.encode_max_depth(-1)
        = error "user_script:1: bad argument #1 to 'encode_max_depth' (expected integer between 1 an\#
        d 2147483647)"
        local c = cjson.new() return c.encode_max_depth(2^31)
        = error "user_script:1: bad argument #1 to 'encode_max_depth' (expected integer between 1 an\#
        d 2147483647)"
        local c = cjson.new() return c.encode_max_depth(2^32 + 5)
        = ok 5
        local c = cjson.new() return c.encode_max_depth(2.9)
        = ok 2
        local c = cjson.new() return c.encode_max_depth('7')
        = ok 7
        local c = cjson.new() return c.encode_max_depth('x')
        = error "user_script:1: bad argument #1 to 'encode_max_depth' (number expected, got string)"
        local c = cjson.new() return c.encode_max_depth(1, 2)
        = error "user_script:1: bad argument #2 to 'encode_max_depth' (found too many arguments)"
        local c = cjson.new() c.encode_max_depth(2) return c.encode({{}})
        = ok "[{}]"
        local c = cjson.new() c.encode_max_depth(2) return c.encode({{{}}})
        = error "user_script:1: Cannot serialise, excessive nesting (3)"
        local c = cjson.new() c.encode_max_depth(2) return cjson.encode({{{}}})
        = ok "[[{}]]"
        local c = cjson.new() return c.decode_max_depth()
        = ok 1000
        local c = cjson.new() return c.decode_max_depth(2)
        = ok 2
        local c = cjson.new() return c.decode_max_depth(0)
        = error "user_script:1: bad argument #1 to 'decode_max_depth' (expected integer between 1 an\#
        d 2147483647)"
        local c = cjson.new() c.decode_max_depth(2) return c.decode('[[]]')
        = ok {1={}}
        local c = cjson.new() c.decode_max_depth(2) return c.decode('[[[]]]')
        = error "user_script:1: Found too many nested data structures (3) at character 3"
        local c = cjson.new() c.decode_max_depth(2) return c.decode('[{"a":[]}]')
        = error "user_script:1: Found too many nested data structures (3) at character 7"
        local c = cjson.new() c.decode_max_depth(2147483647) return c.decode(string.rep('[', 9000))
        = error "user_script:1: Found too many nested data structures (7999) at character 7999"
        local c = cjson.new() c.decode_max_depth(2147483647) return c.decode(string.rep('{"a":', 900\#
        0))
        = error "user_script:1: Found too many nested data structures (4000) at character 19996"
        local c = cjson.new() c.decode_max_depth(9000) return c.decode(string.rep('[{"a":', 9000))
        = error "user_script:1: Found too many nested data structures (5333) at character 15997"
        local c = cjson.new() c.encode_max_depth(9000) local t = 1 for i = 1, 9000 do t = {t} end re\#
        turn c.encode(t)
        = error "user_script:1: Cannot serialise, excessive nesting (7998)"
        local c = cjson.new() c.encode_max_depth(9000) local t = 1 for i = 1, 9000 do t = {a = t} en\#
        d return c.encode(t)
        = error "user_script:1: Cannot serialise, excessive nesting (4000)"
        local c = cjson.new() return c.encode_number_precision()
        = ok 14
        local c = cjson.new() return c.encode_number_precision(3)
        = ok 3
        local c = cjson.new() return c.encode_number_precision(15)
        = error "user_script:1: bad argument #1 to 'encode_number_precision' (expected integer betwe\#
        en 1 and 14)"
        local c = cjson.new() return c.encode_number_precision(0)
        = error "user_script:1: bad argument #1 to 'encode_number_precision' (expected integer betwe\#
        en 1 and 14)"
        local c = cjson.new() c.encode_number_precision(3) return c.encode({1/3, 123456, 2.5, 1e10})
        = ok "[0.333,1.23e+05,2.5,1e+10]"
        local c = cjson.new() c.encode_number_precision(1) return c.encode({0.25, 0.35, 15, 25})
        = ok "[0.2,0.3,2e+01,2e+01]"
        local c = cjson.new() c.encode_number_precision(13) return c.encode({1/3, 12345678901234})
        = ok "[0.3333333333333,1.234567890123e+13]"
        local c = cjson.new() return c.encode_keep_buffer()
        = ok true
        local c = cjson.new() return c.encode_keep_buffer(false)
        = ok false
        local c = cjson.new() return c.encode_keep_buffer('off')
        = ok false
        local c = cjson.new() return c.encode_keep_buffer('x')
        = error "user_script:1: bad argument #1 to 'encode_keep_buffer' (invalid option 'x')"
        local c = cjson.new() return c.encode_keep_buffer(1, 2)
        = error "user_script:1: bad argument #2 to 'encode_keep_buffer' (found too many arguments)"
        local c = cjson.new() c.encode_keep_buffer(false) return c.encode({1, {2}}), c.encode('x')
        = ok "[1,[2]]", "\034x\034"
        local c = cjson.new() return c.encode_invalid_numbers()
        = ok false
        local c = cjson.new() return c.encode_invalid_numbers(true)
        = ok true
        local c = cjson.new() return c.encode_invalid_numbers('null')
        = ok "null"
        local c = cjson.new() return c.encode_invalid_numbers('on')
        = ok true
        local c = cjson.new() return c.encode_invalid_numbers('nothing')
        = error "user_script:1: bad argument #1 to 'encode_invalid_numbers' (invalid option 'nothing\#
        ')"
        local c = cjson.new() return c.encode_invalid_numbers(5)
        = error "user_script:1: bad argument #1 to 'encode_invalid_numbers' (invalid option '5')"
        local c = cjson.new() c.encode_invalid_numbers(true) return c.encode({1/0, -1/0, 0/0})
        = ok "[inf,-inf,nan]"
        local c = cjson.new() c.encode_invalid_numbers('null') return c.encode({1/0, -1/0, 0/0, 1})
        = ok "[null,null,null,1]"
        local c = cjson.new() c.encode_invalid_numbers(true) return c.encode({[1/0] = 1})
        = ok "{\034inf\034:1}"
        local c = cjson.new() return c.decode_invalid_numbers()
        = ok true
        local c = cjson.new() return c.decode_invalid_numbers(false)
        = ok false
        local c = cjson.new() return c.decode_invalid_numbers('null')
        = error "user_script:1: bad argument #1 to 'decode_invalid_numbers' (invalid option 'null')"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('inf')
        = error "user_script:1: Expected value but found invalid token at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('-inf')
        = error "user_script:1: Expected value but found invalid number at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('nan')
        = error "user_script:1: Expected value but found invalid token at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('0x10')
        = error "user_script:1: Expected value but found invalid number at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('-0x10')
        = error "user_script:1: Expected value but found invalid number at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('01')
        = error "user_script:1: Expected value but found invalid number at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('+1')
        = error "user_script:1: Expected value but found invalid token at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('-01')
        = error "user_script:1: Expected value but found invalid number at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('-x')
        = error "user_script:1: Expected value but found invalid number at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('-')
        = error "user_script:1: Expected value but found invalid number at character 1"
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('-0')
        = ok -0
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('[1.5,0.5,-1e2]')
        = ok {1=1.5, 2=0.5, 3=-100}
        local c = cjson.new() c.decode_invalid_numbers(false) return c.decode('[1,n]')
        = error "user_script:1: Expected value but found invalid token at character 4"
        """#
}

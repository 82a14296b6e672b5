// What Redis 7.0.15 answered to calls of Lua's own library, where the order of its checks shows.

extension RecordedCalls {
    static let standard = #"""
        math.fmod()
        = error "user_script:1: bad argument #2 to 'fmod' (number expected, got no value)"
        math.pow({}, 'x')
        = error "user_script:1: bad argument #2 to 'pow' (number expected, got string)"
        math.atan2({}, 2)
        = error "user_script:1: bad argument #1 to 'atan2' (number expected, got table)"
        math.ldexp('x', {})
        = error "user_script:1: bad argument #2 to 'ldexp' (number expected, got table)"
        math.ldexp('x', 1)
        = error "user_script:1: bad argument #1 to 'ldexp' (number expected, got string)"
        ('x'):gsub('x', nil, 'y')
        = error "user_script:1: bad argument #3 to 'gsub' (number expected, got string)"
        ('x'):gsub('x', nil, 1)
        = error "user_script:1: bad argument #2 to 'gsub' (string/function/table expected)"
        ('x'):gsub('x', nil)
        = error "user_script:1: bad argument #2 to 'gsub' (string/function/table expected)"
        loadstring('\27Lua')
        = ok nil, "[string \034\027Lua\034]:1: unexpected symbol near 'char(27)'"
        loadstring('return \0')
        = ok nil, "[string \034return \034]:1: unexpected symbol"
        loadstring('x \0')
        = ok nil, "[string \034x \034]:1: '=' expected"
        loadstring('\0')
        = ok nil, "[string \034\034]:1: unexpected symbol"
        loadstring('local a = \1')
        = ok nil, "[string \034local a = \001\034]:1: unexpected symbol near 'char(1)'"
        loadstring('local a = "x\0y" return #a')()
        = ok 3
        """#
}

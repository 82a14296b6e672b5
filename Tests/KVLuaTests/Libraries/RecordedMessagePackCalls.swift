// What Redis 7.0.15 answered to calls of cmsgpack.

extension RecordedCalls {
    static let messagePack = #"""
        cmsgpack.pack(nil)
        = ok "\192"
        cmsgpack.pack(true, false)
        = ok "\195\194"
        cmsgpack.pack(0)
        = ok "\000"
        cmsgpack.pack(127)
        = ok "\127"
        cmsgpack.pack(128)
        = ok "\204\128"
        cmsgpack.pack(255)
        = ok "\204\255"
        cmsgpack.pack(256)
        = ok "\205\001\000"
        cmsgpack.pack(65535)
        = ok "\205\255\255"
        cmsgpack.pack(65536)
        = ok "\206\000\001\000\000"
        cmsgpack.pack(4294967295)
        = ok "\206\255\255\255\255"
        cmsgpack.pack(4294967296)
        = ok "\207\000\000\000\001\000\000\000\000"
        cmsgpack.pack(2^53)
        = ok "\207\000 \000\000\000\000\000\000"
        cmsgpack.pack(2^62)
        = ok "\207@\000\000\000\000\000\000\000"
        cmsgpack.pack(2^63)
        = ok "\202_\000\000\000"
        cmsgpack.pack(2^64)
        = ok "\202_\128\000\000"
        cmsgpack.pack(-1)
        = ok "\255"
        cmsgpack.pack(-32)
        = ok "\224"
        cmsgpack.pack(-33)
        = ok "\208\223"
        cmsgpack.pack(-128)
        = ok "\208\128"
        cmsgpack.pack(-129)
        = ok "\209\255\127"
        cmsgpack.pack(-32768)
        = ok "\209\128\000"
        cmsgpack.pack(-32769)
        = ok "\210\255\255\127\255"
        cmsgpack.pack(-2147483648)
        = ok "\210\128\000\000\000"
        cmsgpack.pack(-2147483649)
        = ok "\211\255\255\255\255\127\255\255\255"
        cmsgpack.pack(-2^63)
        = ok "\211\128\000\000\000\000\000\000\000"
        cmsgpack.pack(-2^64)
        = ok "\202\223\128\000\000"
        cmsgpack.pack(1.5)
        = ok "\202?\192\000\000"
        cmsgpack.pack(0.1)
        = ok "\203?\185\153\153\153\153\153\154"
        cmsgpack.pack(1e300)
        = ok "\203~7\228<\136\000u\156"
        cmsgpack.pack(1/0, -1/0)
        = ok "\202\127\128\000\000\202\255\128\000\000"
        cmsgpack.pack(-0)
        = ok "\000"
        cmsgpack.pack('')
        = ok "\160"
        cmsgpack.pack('abc')
        = ok "\163abc"
        cmsgpack.pack('a\0b')
        = ok "\163a\000b"
        cmsgpack.pack(string.rep('x', 31)):sub(1, 3)
        = ok "\191xx"
        cmsgpack.pack(string.rep('x', 32)):sub(1, 3)
        = ok "\217 x"
        cmsgpack.pack(string.rep('x', 255)):sub(1, 3)
        = ok "\217\255x"
        cmsgpack.pack(string.rep('x', 256)):sub(1, 4)
        = ok "\218\001\000x"
        cmsgpack.pack(string.rep('x', 65535)):sub(1, 4)
        = ok "\218\255\255x"
        cmsgpack.pack(string.rep('x', 65536)):sub(1, 6)
        = ok "\219\000\001\000\000x"
        cmsgpack.pack({})
        = ok "\144"
        cmsgpack.pack({1, 2, 3})
        = ok "\147\001\002\003"
        cmsgpack.pack({1, nil, 3})
        = ok "\130\001\001\003\003"
        cmsgpack.pack({[1] = 1, [3] = 3})
        = ok "\130\001\001\003\003"
        cmsgpack.pack({[2] = 1})
        = ok "\129\002\001"
        cmsgpack.pack({[0] = 1})
        = ok "\129\000\001"
        cmsgpack.pack({[1.5] = 1})
        = ok "\129\202?\192\000\000\001"
        cmsgpack.pack({[2^40] = 1})
        = ok "\129\207\000\000\001\000\000\000\000\000\001"
        cmsgpack.pack({[1/0] = 1})
        = ok "\129\202\127\128\000\000\001"
        cmsgpack.pack({a = 1})
        = ok "\129\161a\001"
        cmsgpack.pack({a = {b = {1}}})
        = ok "\129\161a\129\161b\145\001"
        cmsgpack.pack({[true] = false})
        = ok "\129\195\194"
        cmsgpack.pack({a = 1, b = 2, c = 3})
        = ok "\131\161a\001\161c\003\161b\002"
        local t = {} for i = 1, 15 do t[i] = i end return cmsgpack.pack(t):sub(1, 3)
        = ok "\159\001\002"
        local t = {} for i = 1, 16 do t[i] = i end return cmsgpack.pack(t):sub(1, 4)
        = ok "\220\000\016\001"
        local t = {} for i = 1, 65536 do t[i] = 1 end return cmsgpack.pack(t):sub(1, 6)
        = ok "\221\000\001\000\000\001"
        local t = {} for i = 1, 15 do t['k' .. i] = i end return cmsgpack.pack(t):sub(1, 1)
        = ok "\143"
        local t = {} for i = 1, 16 do t['k' .. i] = i end return cmsgpack.pack(t):sub(1, 3)
        = ok "\222\000\016"
        local t = {} for i = 1, 65536 do t['k' .. i] = i end return cmsgpack.pack(t):sub(1, 5)
        = ok "\223\000\001\000\000"
        local t = {} t[1] = t return cmsgpack.pack(t)
        = ok "\145\145\145\145\145\145\145\145\145\145\145\145\145\145\145\145\192"
        local t = {} t.a = t return cmsgpack.pack(t)
        = ok "\129\161a\129\161a\129\161a\129\161a\129\161a\129\161a\129\161a\129\161a\129\161a\129\\#
        161a\129\161a\129\161a\129\161a\129\161a\129\161a\129\161a\192"
        cmsgpack.pack(tostring)
        = ok "\192"
        cmsgpack.pack({tostring, cjson.null})
        = ok "\146\192\192"
        cmsgpack.pack(coroutine.create(function() end))
        = ok "\192"
        cmsgpack.pack(1, 'a', nil, {})
        = ok "\001\161a\192\144"
        cmsgpack.pack(nil, nil)
        = ok "\192\192"
        cmsgpack.pack()
        = error "user_script:1: bad argument #0 to 'pack' (MessagePack pack needs input.)"
        pcall(cmsgpack.pack)
        = ok false, "bad argument #0 to '?' (MessagePack pack needs input.)"
        local t = {} for i = 1, 4000 do t[i] = 1 end return #cmsgpack.pack(unpack(t))
        = ok 4000
        local t = {} for i = 1, 4001 do t[i] = 1 end return #cmsgpack.pack(unpack(t))
        = error "user_script:1: bad argument #0 to 'pack' (Too many arguments for MessagePack pack.)\#
        "
        cmsgpack.pack(setmetatable({1}, {__index = function() return 9 end}))
        = ok "\145\001"
        cmsgpack.unpack('')
        = ok 
        cmsgpack.unpack('\1')
        = ok 1
        cmsgpack.unpack('\1\2\3')
        = ok 1, 2, 3
        cmsgpack.unpack('\127\224\255')
        = ok 127, -32, -1
        cmsgpack.unpack('\192')
        = ok nil
        cmsgpack.unpack('\193')
        = error "user_script:1: Bad data format in input."
        cmsgpack.unpack('\194\195')
        = ok false, true
        cmsgpack.unpack('\196\1a')
        = error "user_script:1: Bad data format in input."
        cmsgpack.unpack('\199\1\1a')
        = error "user_script:1: Bad data format in input."
        cmsgpack.unpack('\212\1a')
        = error "user_script:1: Bad data format in input."
        cmsgpack.unpack('\204\255')
        = ok 255
        cmsgpack.unpack('\205\255\254')
        = ok 65534
        cmsgpack.unpack('\206\255\255\255\254')
        = ok 4294967294
        cmsgpack.unpack('\207\0\0\0\1\0\0\0\0')
        = ok 4294967296
        cmsgpack.unpack('\207\255\255\255\255\255\255\255\255')
        = ok -1
        cmsgpack.unpack('\208\128')
        = ok -128
        cmsgpack.unpack('\209\128\1')
        = ok -32767
        cmsgpack.unpack('\210\128\0\0\1')
        = ok -2147483647
        cmsgpack.unpack('\211\128\0\0\0\0\0\0\1')
        = ok -9.2233720368547758e+18
        cmsgpack.unpack('\211\255\255\255\255\255\255\255\254')
        = ok -2
        cmsgpack.unpack('\202\63\192\0\0')
        = ok 1.5
        cmsgpack.unpack('\203\63\248\0\0\0\0\0\0')
        = ok 1.5
        cmsgpack.unpack('\202\127\128\0\0')
        = ok inf
        cmsgpack.unpack('\160')
        = ok ""
        cmsgpack.unpack('\163abc')
        = ok "abc"
        cmsgpack.unpack('\163ab')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\217\3abc')
        = ok "abc"
        cmsgpack.unpack('\217\3ab')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\217')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\218\0\3abc')
        = ok "abc"
        cmsgpack.unpack('\218\0')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\219\0\0\0\3abc')
        = ok "abc"
        cmsgpack.unpack('\219\255\255\255\255abc')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\219\0\0')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\144')
        = ok {}
        cmsgpack.unpack('\147\1\2\3')
        = ok {1=1, 2=2, 3=3}
        cmsgpack.unpack('\147\1\192\3')
        = ok {1=1, 3=3}
        cmsgpack.unpack('\147\1\2')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\145\193')
        = error "user_script:1: Bad data format in input."
        cmsgpack.unpack('\220\0\2\1\2')
        = ok {1=1, 2=2}
        cmsgpack.unpack('\220\0')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\221\0\0\0\2\1\2')
        = ok {1=1, 2=2}
        cmsgpack.unpack('\221\255\255\255\255\1')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\128')
        = ok {}
        cmsgpack.unpack('\129\161a\1')
        = ok {"a"=1}
        cmsgpack.unpack('\129\161a')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\129\192\1')
        = error "table index is nil"
        cmsgpack.unpack('\129\203\127\248\0\0\0\0\0\0\1')
        = error "table index is NaN"
        cmsgpack.unpack('\129\161a\192')
        = ok {}
        cmsgpack.unpack('\130\161a\1\161a\2')
        = ok {"a"=2}
        cmsgpack.unpack('\222\0\1\161a\1')
        = ok {"a"=1}
        cmsgpack.unpack('\223\0\0\0\1\161a\1')
        = ok {"a"=1}
        cmsgpack.unpack('\223\255\255\255\255')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\129\144\1') ~= nil
        = ok true
        cmsgpack.unpack('\146\145\1\129\161x\146\1\2')
        = ok {1={1=1}, 2={"x"={1=1, 2=2}}}
        cmsgpack.unpack('\204')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\205\1')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack('\203\1\2\3')
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack(12)
        = ok 49, 50
        cmsgpack.unpack(true)
        = error "user_script:1: bad argument #1 to 'unpack' (string expected, got boolean)"
        cmsgpack.unpack(nil)
        = error "user_script:1: bad argument #1 to 'unpack' (string expected, got nil)"
        cmsgpack.unpack({})
        = error "user_script:1: bad argument #1 to 'unpack' (string expected, got table)"
        cmsgpack.unpack()
        = error "user_script:1: bad argument #1 to 'unpack' (string expected, got no value)"
        pcall(cmsgpack.unpack, '\193')
        = ok false, "Bad data format in input."
        cmsgpack.unpack('\1\2', 'ignored', 3)
        = ok 1, 2
        cmsgpack.unpack(string.rep('\145', 3998) .. '\1') ~= nil
        = ok true
        cmsgpack.unpack(string.rep('\145', 3999) .. '\1') ~= nil
        = ok true
        cmsgpack.unpack(string.rep('\145', 4000) .. '\1') ~= nil
        = error "user_script:1: stack overflow (in function mp_decode_to_lua_array)"
        cmsgpack.unpack(string.rep('\145', 9000))
        = error "user_script:1: stack overflow (in function mp_decode_to_lua_array)"
        cmsgpack.unpack(string.rep('\129\1', 3990) .. '\1') ~= nil
        = ok true
        cmsgpack.unpack(string.rep('\129\1', 9000))
        = error "user_script:1: stack overflow (too many return values at once; use unpack_one or un\#
        pack_limit instead.)"
        cmsgpack.unpack(string.rep('\129', 7990))
        = error "user_script:1: Missing bytes in input."
        cmsgpack.unpack(string.rep('\129', 9000))
        = error "user_script:1: stack overflow (too many return values at once; use unpack_one or un\#
        pack_limit instead.)"
        select('#', cmsgpack.unpack(string.rep('\1', 7000)))
        = ok 7000
        select('#', cmsgpack.unpack(string.rep('\1', 7998)))
        = ok 7998
        select('#', cmsgpack.unpack(string.rep('\1', 9000)))
        = error "user_script:1: stack overflow (too many return values at once; use unpack_one or un\#
        pack_limit instead.)"
        cmsgpack.unpack_one('\1\2\3')
        = ok 1, 1
        cmsgpack.unpack_one('\1')
        = ok -1, 1
        cmsgpack.unpack_one('')
        = ok -1
        cmsgpack.unpack_one('\1\2\3', 1)
        = ok 2, 2
        cmsgpack.unpack_one('\1\2\3', 2)
        = ok -1, 3
        cmsgpack.unpack_one('\1\2\3', 3)
        = ok -1
        cmsgpack.unpack_one('\1\2\3', 4)
        = error "user_script:1: Start offset 4 greater than input length 3."
        cmsgpack.unpack_one('\1\2\3', -1)
        = error "user_script:1: Invalid request to unpack with offset of -1 and limit of 3."
        cmsgpack.unpack_one('\1\2\3', 'x')
        = error "user_script:1: bad argument #2 to 'unpack_one' (number expected, got string)"
        cmsgpack.unpack_one('\1\2\3', '1')
        = ok 2, 2
        cmsgpack.unpack_one('\1\2\3', 1, 2, 3)
        = ok 2, 2
        cmsgpack.unpack_one()
        = error "user_script:1: bad argument #1 to 'unpack_one' (string expected, got no value)"
        cmsgpack.unpack_one('\193')
        = error "user_script:1: Bad data format in input."
        cmsgpack.unpack_limit('\1\2\3', 2)
        = ok 2, 1, 2
        cmsgpack.unpack_limit('\1\2\3', 3)
        = ok -1, 1, 2, 3
        cmsgpack.unpack_limit('\1\2\3', 5)
        = ok -1, 1, 2, 3
        cmsgpack.unpack_limit('\1\2\3', 0)
        = ok 1, 2, 3
        cmsgpack.unpack_limit('\1\2\3', 0, 1)
        = ok 1
        cmsgpack.unpack_limit('\1\2\3', 1, 1)
        = ok 2, 2
        cmsgpack.unpack_limit('\1\2\3', 2, 3)
        = ok -1
        cmsgpack.unpack_limit('\1\2\3', -1)
        = error "user_script:1: Invalid request to unpack with offset of 0 and limit of 3."
        cmsgpack.unpack_limit('\1\2\3', 1, -2)
        = error "user_script:1: Invalid request to unpack with offset of -2 and limit of 3."
        cmsgpack.unpack_limit('\1\2\3', 1, 9)
        = error "user_script:1: Start offset 9 greater than input length 3."
        cmsgpack.unpack_limit('\1\2\3')
        = error "user_script:1: bad argument #2 to 'unpack_limit' (number expected, got no value)"
        cmsgpack.unpack_limit('\1\2\3', 'x')
        = error "user_script:1: bad argument #2 to 'unpack_limit' (number expected, got string)"
        cmsgpack.unpack_limit()
        = error "user_script:1: bad argument #2 to 'unpack_limit' (number expected, got no value)"
        cmsgpack.unpack_limit('\1\162ab\147\1\2\3\5', 2, 1)
        = ok 8, "ab", {1=1, 2=2, 3=3}
        cmsgpack.unpack(cmsgpack.pack({a = 1, b = {1, 2, {c = 'd'}}, e = true}))
        = ok {"a"=1, "b"={1=1, 2=2, 3={"c"="d"}}, "e"=true}
        cmsgpack.unpack(cmsgpack.pack(1, 'two', {3}, nil, 4.5, -6))
        = ok 1, "two", {1=3}, nil, 4.5, -6
        cmsgpack._NAME
        = ok "cmsgpack"
        cmsgpack._VERSION
        = ok "lua-cmsgpack 0.4.0"
        cmsgpack._COPYRIGHT
        = ok "Copyright (C) 2012, Salvatore Sanfilippo"
        cmsgpack._DESCRIPTION
        = ok "MessagePack C implementation for Lua"
        local t = {} for k in pairs(cmsgpack) do t[#t + 1] = k end table.sort(t) return table.concat\#
        (t, ' ')
        = ok "_COPYRIGHT _DESCRIPTION _NAME _VERSION pack unpack unpack_limit unpack_one"
        """#
}

// What Redis 7.0.15 answered to calls of bit.

extension RecordedCalls {
    static let bit = #"""
        bit.tobit(0)
        = ok 0
        bit.tobit(0xffffffff)
        = ok -1
        bit.tobit(0xffffffff + 1)
        = ok 0
        bit.tobit(2^40 + 1234)
        = ok 1234
        bit.tobit(-1)
        = ok -1
        bit.tobit(1.5)
        = ok 2
        bit.tobit(2.5)
        = ok 2
        bit.tobit(-1.5)
        = ok -2
        bit.tobit(1e300)
        = ok -2013235812
        bit.tobit(1/0)
        = ok 0
        bit.tobit(-1/0)
        = ok 0
        bit.tobit(0/0)
        = ok 0
        bit.tobit('0x10')
        = ok 16
        bit.tobit('12')
        = ok 12
        bit.tobit('x')
        = error "user_script:1: bad argument #1 to 'tobit' (number expected, got string)"
        bit.tobit()
        = error "user_script:1: bad argument #1 to 'tobit' (number expected, got no value)"
        bit.tobit(nil)
        = error "user_script:1: bad argument #1 to 'tobit' (number expected, got nil)"
        bit.tobit(true)
        = error "user_script:1: bad argument #1 to 'tobit' (number expected, got boolean)"
        bit.tobit({})
        = error "user_script:1: bad argument #1 to 'tobit' (number expected, got table)"
        bit.tobit(1, 2)
        = ok 1
        pcall(bit.tobit)
        = ok false, "bad argument #1 to '?' (number expected, got no value)"
        bit.bnot(0)
        = ok -1
        bit.bnot(0x12345678)
        = ok -305419897
        bit.bnot(-1)
        = ok 0
        bit.bnot('a')
        = error "user_script:1: bad argument #1 to 'bnot' (number expected, got string)"
        bit.band(0x12345678, 0xff)
        = ok 120
        bit.band(0xff)
        = ok 255
        bit.band(0xff, 0x0f, 0x03)
        = ok 3
        bit.band()
        = error "user_script:1: bad argument #1 to 'band' (number expected, got no value)"
        bit.band(1, 'x')
        = error "user_script:1: bad argument #2 to 'band' (number expected, got string)"
        bit.band(1, 'x', {})
        = error "user_script:1: bad argument #3 to 'band' (number expected, got table)"
        bit.band('y', 'x', {})
        = error "user_script:1: bad argument #1 to 'band' (number expected, got string)"
        bit.bor(1, 2, 4, 8)
        = ok 15
        bit.bor(1)
        = ok 1
        bit.bor(1, nil)
        = error "user_script:1: bad argument #2 to 'bor' (number expected, got nil)"
        bit.bxor(0xa5a5f0f0, 0xaa55ff00)
        = ok 267390960
        bit.bxor(1, 1, 1)
        = ok 1
        bit.lshift(1, 0)
        = ok 1
        bit.lshift(1, 8)
        = ok 256
        bit.lshift(1, 31)
        = ok -2147483648
        bit.lshift(1, 32)
        = ok 1
        bit.lshift(1, 40)
        = ok 256
        bit.lshift(1, -1)
        = ok -2147483648
        bit.lshift(0x87654321, 12)
        = ok 1412567040
        bit.rshift(256, 8)
        = ok 1
        bit.rshift(-256, 8)
        = ok 16777215
        bit.rshift(-1, 0)
        = ok -1
        bit.rshift(0x87654321, 12)
        = ok 554580
        bit.arshift(256, 8)
        = ok 1
        bit.arshift(-256, 8)
        = ok -1
        bit.arshift(0x87654321, 12)
        = ok -493996
        bit.arshift(-1, 31)
        = ok -1
        bit.rol(0x12345678, 12)
        = ok 1164411171
        bit.rol(0x12345678, 0)
        = ok 305419896
        bit.rol(0x12345678, 32)
        = ok 305419896
        bit.ror(0x12345678, 12)
        = ok 1736516421
        bit.ror(0x12345678, 0)
        = ok 305419896
        bit.ror(1, 1)
        = ok -2147483648
        bit.lshift(1)
        = error "user_script:1: bad argument #2 to 'lshift' (number expected, got no value)"
        bit.lshift()
        = error "user_script:1: bad argument #1 to 'lshift' (number expected, got no value)"
        bit.rol(1, 'x')
        = error "user_script:1: bad argument #2 to 'rol' (number expected, got string)"
        bit.bswap(0x12345678)
        = ok 2018915346
        bit.bswap(0x78563412)
        = ok 305419896
        bit.bswap(1)
        = ok 16777216
        bit.bswap()
        = error "user_script:1: bad argument #1 to 'bswap' (number expected, got no value)"
        bit.tohex(1)
        = ok "00000001"
        bit.tohex(-1)
        = ok "ffffffff"
        bit.tohex(0xffffffff)
        = ok "ffffffff"
        bit.tohex(-1, 4)
        = ok "ffff"
        bit.tohex(-1, -4)
        = ok "FFFF"
        bit.tohex(0x21, 4)
        = ok "0021"
        bit.tohex(0x87654321, 4)
        = ok "4321"
        bit.tohex(0x1234, 0)
        = ok ""
        bit.tohex(0x1234, 20)
        = ok "00001234"
        bit.tohex(0xabcd, -20)
        = ok "0000ABCD"
        bit.tohex(0xabcd, -2147483648)
        = ok "0000ABCD"
        bit.tohex(1, nil)
        = error "user_script:1: bad argument #2 to 'tohex' (number expected, got nil)"
        bit.tohex(1, 'x')
        = error "user_script:1: bad argument #2 to 'tohex' (number expected, got string)"
        bit.tohex(1, '2')
        = ok "01"
        bit.tohex()
        = error "user_script:1: bad argument #1 to 'tohex' (number expected, got no value)"
        local b = bit.band return b('x')
        = error "user_script:1: bad argument #1 to 'b' (number expected, got string)"
        local t = {} for k in pairs(bit) do t[#t + 1] = k end table.sort(t) return table.concat(t, '\#
         ')
        = ok "arshift band bnot bor bswap bxor lshift rol ror rshift tobit tohex"
        """#
}

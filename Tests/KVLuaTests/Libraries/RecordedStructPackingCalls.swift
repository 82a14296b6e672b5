// What Redis 7.0.15 answered to calls of struct.pack.

extension RecordedCalls {
    static let structPacking = #"""
        struct.pack('')
        = ok ""
        struct.pack('b', 1)
        = ok "\001"
        struct.pack('b', -1)
        = ok "\255"
        struct.pack('b', 300)
        = ok ","
        struct.pack('B', 255)
        = ok "\255"
        struct.pack('h', 258)
        = ok "\002\001"
        struct.pack('>h', 258)
        = ok "\001\002"
        struct.pack('<h', 258)
        = ok "\002\001"
        struct.pack('>H', 65535)
        = ok "\255\255"
        struct.pack('i', 1)
        = ok "\001\000\000\000"
        struct.pack('>i', -2)
        = ok "\255\255\255\254"
        struct.pack('I', 4294967295)
        = ok "\255\255\255\255"
        struct.pack('l', 1)
        = ok "\001\000\000\000\000\000\000\000"
        struct.pack('>l', -1)
        = ok "\255\255\255\255\255\255\255\255"
        struct.pack('>L', 2^53)
        = ok "\000 \000\000\000\000\000\000"
        struct.pack('>L', 2^63)
        = ok "\128\000\000\000\000\000\000\000"
        struct.pack('>L', 2^64)
        = ok "\000\000\000\000\000\000\000\000"
        struct.pack('>L', 1e300)
        = ok "\000\000\000\000\000\000\000\000"
        struct.pack('>L', -1e300)
        = ok "\128\000\000\000\000\000\000\000"
        struct.pack('>L', 1/0)
        = ok "\000\000\000\000\000\000\000\000"
        struct.pack('>L', -1/0)
        = ok "\128\000\000\000\000\000\000\000"
        struct.pack('>L', 0/0)
        = ok "\128\000\000\000\000\000\000\000"
        struct.pack('>L', 1.9)
        = ok "\000\000\000\000\000\000\000\001"
        struct.pack('>l', -1.9)
        = ok "\255\255\255\255\255\255\255\255"
        struct.pack('>l', -2^63)
        = ok "\128\000\000\000\000\000\000\000"
        struct.pack('>T', 7)
        = ok "\000\000\000\000\000\000\000\007"
        struct.pack('>i3', 66051)
        = ok "\001\002\003"
        struct.pack('>i3', -2)
        = ok "\255\255\254"
        struct.pack('<i3', 66051)
        = ok "\003\002\001"
        struct.pack('>i1', 5)
        = ok "\005"
        struct.pack('>i8', 5)
        = ok "\000\000\000\000\000\000\000\005"
        struct.pack('>i9', 5)
        = ok "\000\000\000\000\000\000\000\000\005"
        struct.pack('>i9', -5)
        = ok "\000\255\255\255\255\255\255\255\251"
        struct.pack('<i9', -5)
        = ok "\251\255\255\255\255\255\255\255\000"
        struct.pack('>i16', 1)
        = ok "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\001"
        struct.pack('<i32', 1)
        = ok "\001\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\0\#
        00\000\000\000\000\000\000\000\000\000\000"
        struct.pack('>i33', 1)
        = error "user_script:1: integral size 33 is larger than limit of 32"
        struct.pack('i0', 1)
        = ok ""
        struct.pack('i99999999999', 1)
        = error "user_script:1: integral size overflow"
        struct.pack('i2147483647', 1)
        = error "user_script:1: integral size 2147483647 is larger than limit of 32"
        struct.pack('i2147483648', 1)
        = error "user_script:1: integral size overflow"
        struct.pack('f', 1.5)
        = ok "\000\000\192?"
        struct.pack('>f', 1.5)
        = ok "?\192\000\000"
        struct.pack('>f', 1e300)
        = ok "\127\128\000\000"
        struct.pack('>f', 0.1)
        = ok "=\204\204\205"
        struct.pack('d', 1.5)
        = ok "\000\000\000\000\000\000\248?"
        struct.pack('>d', 0.1)
        = ok "?\185\153\153\153\153\153\154"
        struct.pack('>d', -1/0)
        = ok "\255\240\000\000\000\000\000\000"
        struct.pack('x')
        = ok "\000"
        struct.pack('bxb', 1, 2)
        = ok "\001\000\002"
        struct.pack('s', 'abc')
        = ok "abc\000"
        struct.pack('s', '')
        = ok "\000"
        struct.pack('s', 'a\0b')
        = ok "a\000b\000"
        struct.pack('s', 5)
        = ok "5\000"
        struct.pack('c', 'abc')
        = ok "a"
        struct.pack('c1', 'abc')
        = ok "a"
        struct.pack('c3', 'abc')
        = ok "abc"
        struct.pack('c2', 'abc')
        = ok "ab"
        struct.pack('c5', 'abc')
        = error "user_script:1: bad argument #3 to 'pack' (string too short)"
        struct.pack('bc5', 1, 'abc')
        = error "user_script:1: bad argument #4 to 'pack' (string too short)"
        struct.pack('c0', 'abc')
        = ok "abc"
        struct.pack('c0', '')
        = ok ""
        struct.pack('c', '')
        = error "user_script:1: bad argument #3 to 'pack' (string too short)"
        struct.pack('bc0', 3, 'abc')
        = ok "\003abc"
        struct.pack(' b b ', 1, 2)
        = ok "\001\002"
        struct.pack('!bi', 1, 2)
        = ok "\001\000\000\000\002\000\000\000"
        struct.pack('!4bi', 1, 2)
        = ok "\001\000\000\000\002\000\000\000"
        struct.pack('!8bd', 1, 2)
        = ok "\001\000\000\000\000\000\000\000\000\000\000\000\000\000\000@"
        struct.pack('!2bi', 1, 2)
        = ok "\001\000\002\000\000\000"
        struct.pack('!1bi', 1, 2)
        = ok "\001\002\000\000\000"
        struct.pack('!bhbi', 1, 2, 3, 4)
        = ok "\001\000\002\000\003\000\000\000\004\000\000\000"
        struct.pack('!bi3', 1, 2)
        = ok "\001\000\000\002\000\000"
        struct.pack('!bx!4bi', 1, 2, 3)
        = ok "\001\000\002\000\003\000\000\000"
        struct.pack('!8bcl', 1, 'a', 2)
        = ok "\001a\000\000\000\000\000\000\002\000\000\000\000\000\000\000"
        struct.pack('!8bsl', 1, 'a', 2)
        = ok "\001a\000\000\000\000\000\000\002\000\000\000\000\000\000\000"
        struct.pack('!3b', 1)
        = error "user_script:1: alignment 3 is not a power of 2"
        struct.pack('!0b', 1)
        = error "user_script:1: alignment 0 is not a power of 2"
        struct.pack('!16bi', 1, 2)
        = ok "\001\000\000\000\002\000\000\000"
        struct.pack('!b', 1)
        = ok "\001"
        struct.pack('<b>h<h', 1, 2, 3)
        = ok "\001\000\002\003\000"
        struct.pack('z', 1)
        = error "user_script:1: bad argument #1 to 'pack' (invalid format option 'z')"
        struct.pack('b?', 1)
        = error "user_script:1: bad argument #1 to 'pack' (invalid format option '?')"
        struct.pack('\200', 1)
        = error "user_script:1: bad argument #1 to 'pack' (invalid format option '\200')"
        struct.pack('b\0h', 1)
        = ok "\001"
        struct.pack('5', 1)
        = error "user_script:1: bad argument #1 to 'pack' (invalid format option '5')"
        struct.pack('b')
        = error "user_script:1: bad argument #2 to 'pack' (number expected, got nil)"
        struct.pack('b', nil)
        = error "user_script:1: bad argument #2 to 'pack' (number expected, got nil)"
        struct.pack('b', 'x')
        = error "user_script:1: bad argument #2 to 'pack' (number expected, got string)"
        struct.pack('b', '7')
        = ok "\007"
        struct.pack('b', {})
        = error "user_script:1: bad argument #2 to 'pack' (number expected, got table)"
        struct.pack('bb', 1)
        = error "user_script:1: bad argument #3 to 'pack' (number expected, got nil)"
        struct.pack('bb', 1, true)
        = error "user_script:1: bad argument #3 to 'pack' (number expected, got boolean)"
        struct.pack('s')
        = error "user_script:1: bad argument #2 to 'pack' (string expected, got nil)"
        struct.pack('s', {})
        = error "user_script:1: bad argument #2 to 'pack' (string expected, got table)"
        struct.pack('d', 'x')
        = error "user_script:1: bad argument #2 to 'pack' (number expected, got string)"
        struct.pack()
        = error "user_script:1: bad argument #1 to 'pack' (string expected, got no value)"
        struct.pack(nil)
        = error "user_script:1: bad argument #1 to 'pack' (string expected, got nil)"
        struct.pack({})
        = error "user_script:1: bad argument #1 to 'pack' (string expected, got table)"
        struct.pack(5)
        = error "user_script:1: bad argument #1 to 'pack' (invalid format option '5')"
        struct.pack('b', 1, 2, 3)
        = ok "\001"
        pcall(struct.pack, 'b')
        = ok false, "bad argument #2 to '?' (number expected, got nil)"
        """#
}

// What Redis 7.0.15 answered to calls of struct.unpack and struct.size.

extension RecordedCalls {
    static let structUnpacking = #"""
        struct.unpack('b', '\255')
        = ok -1, 2
        struct.unpack('B', '\255')
        = ok 255, 2
        struct.unpack('h', '\2\1')
        = ok 258, 3
        struct.unpack('>h', '\1\2')
        = ok 258, 3
        struct.unpack('>h', '\255\254')
        = ok -2, 3
        struct.unpack('>H', '\255\254')
        = ok 65534, 3
        struct.unpack('>i', '\255\255\255\254')
        = ok -2, 5
        struct.unpack('>I', '\255\255\255\254')
        = ok 4294967294, 5
        struct.unpack('>l', '\255\255\255\255\255\255\255\254')
        = ok -2, 9
        struct.unpack('>L', '\255\255\255\255\255\255\255\254')
        = ok 1.8446744073709552e+19, 9
        struct.unpack('>T', '\0\0\0\0\0\0\1\0')
        = ok 256, 9
        struct.unpack('>i3', '\255\255\254')
        = ok -2, 4
        struct.unpack('>I3', '\255\255\254')
        = ok 16777214, 4
        struct.unpack('<i3', '\254\255\255')
        = ok -2, 4
        struct.unpack('i0', 'abc')
        = ok 0, 1
        struct.unpack('I0', 'abc')
        = ok 0, 1
        struct.unpack('>i9', '\0\255\255\255\255\255\255\255\254')
        = ok -2, 10
        struct.unpack('>i9', '\0\0\0\0\0\0\0\0\254')
        = ok -2, 10
        struct.unpack('<i9', '\254\0\0\0\0\0\0\0\0')
        = ok -2, 10
        struct.unpack('>i16', '\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\5')
        = ok 5, 17
        struct.unpack('>i16', '\0\0\0\0\0\0\0\0\255\0\0\0\0\0\0\5')
        = ok -72057594037927928, 17
        struct.unpack('<I32', string.rep('\1', 32))
        = ok 72340172838076672, 33
        struct.unpack('f', '\0\0\192\63')
        = ok 1.5, 5
        struct.unpack('>f', '\63\192\0\0')
        = ok 1.5, 5
        struct.unpack('>d', '\63\248\0\0\0\0\0\0')
        = ok 1.5, 9
        struct.unpack('d', '\0\0\0\0\0\0\248\63')
        = ok 1.5, 9
        struct.unpack('s', 'abc\0def\0')
        = ok "abc", 5
        struct.unpack('ss', 'abc\0def\0')
        = ok "abc", "def", 9
        struct.unpack('s', 'abc')
        = error "user_script:1: unfinished string in data"
        struct.unpack('s', '')
        = error "user_script:1: unfinished string in data"
        struct.unpack('c3', 'abcdef')
        = ok "abc", 4
        struct.unpack('c', 'abcdef')
        = ok "a", 2
        struct.unpack('c9', 'abcdef')
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('bc0', '\3abcdef')
        = ok "abc", 5
        struct.unpack('bc0', '\9abcdef')
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('bc0', '\255abcdef')
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('c1c0', '3abcdef')
        = ok "abc", 5
        struct.unpack('c1c0', 'xabcdef')
        = error "user_script:1: format 'c0' needs a previous size"
        struct.unpack('c0', 'abcdef')
        = error "user_script:1: format 'c0' needs a previous size"
        struct.unpack('fc0', struct.pack('f', 2.5) .. 'abcdef')
        = ok "ab", 7
        struct.unpack('dc0', struct.pack('d', 1/0) .. 'abcdef')
        = ok "", 9
        struct.unpack('dc0', struct.pack('d', 0/0) .. 'abcdef')
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('x', 'a')
        = ok 2
        struct.unpack('x', '')
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('bxb', '\1\2\3')
        = ok 1, 3, 4
        struct.unpack('!bi', '\1\0\0\0\2\0\0\0')
        = ok 1, 2, 9
        struct.unpack('!4bd', '\1\0\0\0\0\0\0\0\0\0\248\63')
        = ok 1, 1.5, 13
        struct.unpack('!3b', '\1')
        = error "user_script:1: alignment 3 is not a power of 2"
        struct.unpack('bb', '\1')
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('b', '')
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('b', 'abc', 2)
        = ok 98, 3
        struct.unpack('b', 'abc', 3)
        = ok 99, 4
        struct.unpack('b', 'abc', 4)
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('b', 'abc', 0)
        = error "user_script:1: bad argument #3 to 'unpack' (offset must be 1 or greater)"
        struct.unpack('b', 'abc', -1)
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('b', 'abc', 'x')
        = error "user_script:1: bad argument #3 to 'unpack' (number expected, got string)"
        struct.unpack('b', 'abc', '2')
        = ok 98, 3
        struct.unpack('', 'abc')
        = ok 1
        struct.unpack('', 'abc', 9)
        = ok 9
        struct.unpack('', 'abc', -5)
        = ok -5
        struct.unpack(' ', 'abc', 4)
        = ok 4
        struct.unpack(' ', 'abc', 5)
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('!4i', 'abcdefgh', -1)
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        struct.unpack('z', 'abc')
        = error "user_script:1: bad argument #1 to 'unpack' (invalid format option 'z')"
        struct.unpack('b')
        = error "user_script:1: bad argument #2 to 'unpack' (string expected, got no value)"
        struct.unpack()
        = error "user_script:1: bad argument #1 to 'unpack' (string expected, got no value)"
        struct.unpack('b', nil)
        = error "user_script:1: bad argument #2 to 'unpack' (string expected, got nil)"
        struct.unpack('b', 5)
        = ok 53, 2
        struct.unpack('i99', 'abc')
        = error "user_script:1: integral size 99 is larger than limit of 32"
        struct.unpack('c99999999999', 'abc')
        = error "user_script:1: integral size overflow"
        struct.unpack('c2147483647', 'abc')
        = error "user_script:1: bad argument #2 to 'unpack' (data string too short)"
        pcall(struct.unpack, 'i', 'abc')
        = ok false, "bad argument #2 to '?' (data string too short)"
        select('#', struct.unpack(string.rep('b', 7000), string.rep('a', 7000)))
        = ok 7001
        select('#', struct.unpack(string.rep('b', 7996), string.rep('a', 9000)))
        = ok 7997
        select('#', struct.unpack(string.rep('b', 9000), string.rep('a', 9000)))
        = error "user_script:1: stack overflow (too many results)"
        struct.size('')
        = ok 0
        struct.size('b')
        = ok 1
        struct.size('bhilLTfdx')
        = ok 44
        struct.size('i3')
        = ok 3
        struct.size('c10')
        = ok 10
        struct.size('c')
        = ok 1
        struct.size('c0')
        = error "user_script:1: bad argument #1 to 'size' (option 'c0' has no fixed size)"
        struct.size('s')
        = error "user_script:1: bad argument #1 to 'size' (option 's' has no fixed size)"
        struct.size('!bi')
        = ok 8
        struct.size('!8bd')
        = ok 16
        struct.size('!bx i')
        = ok 8
        struct.size('z')
        = ok 0
        struct.size('5')
        = ok 0
        struct.size('?')
        = error "user_script:1: bad argument #1 to 'size' (invalid format option '?')"
        struct.size('b\0i')
        = ok 1
        struct.size('i33')
        = error "user_script:1: integral size 33 is larger than limit of 32"
        struct.size('!3')
        = error "user_script:1: alignment 3 is not a power of 2"
        struct.size('<>! ')
        = ok 0
        struct.size('\200')
        = error "user_script:1: bad argument #1 to 'size' (invalid format option '\200')"
        struct.size()
        = error "user_script:1: bad argument #1 to 'size' (string expected, got no value)"
        struct.size({})
        = error "user_script:1: bad argument #1 to 'size' (string expected, got table)"
        struct.size('i0')
        = ok 0
        struct.size('c2147483647')
        = ok 2147483647
        local t = {} for k in pairs(struct) do t[#t + 1] = k end table.sort(t) return table.concat(t\#
        , ' ')
        = ok "pack size unpack"
        """#
}

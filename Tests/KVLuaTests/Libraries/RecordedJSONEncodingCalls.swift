// What Redis 7.0.15 answered to calls of cjson's encode.

extension RecordedCalls {
    static let jsonEncoding = #"""
        cjson.encode({})
        = ok "{}"
        cjson.encode({1,2,3})
        = ok "[1,2,3]"
        cjson.encode({{}})
        = ok "[{}]"
        cjson.encode({a=1})
        = ok "{\034a\034:1}"
        cjson.encode({a={b={c={}}}})
        = ok "{\034a\034:{\034b\034:{\034c\034:{}}}}"
        cjson.encode(nil)
        = ok "null"
        cjson.encode(true)
        = ok "true"
        cjson.encode(false)
        = ok "false"
        cjson.encode(cjson.null)
        = ok "null"
        cjson.encode('text')
        = ok "\034text\034"
        cjson.encode('')
        = ok "\034\034"
        cjson.encode('a"b\\c/d')
        = ok "\034a\092\034b\092\092c\092/d\034"
        cjson.encode('\0\1\8\9\10\11\12\13\31 \127\128\255')
        = ok "\034\092u0000\092u0001\092b\092t\092n\092u000b\092f\092r\092u001f \092u007f\128\255\03\#
        4"
        cjson.encode('\195\164')
        = ok "\034\195\164\034"
        cjson.encode(1)
        = ok "1"
        cjson.encode(-1)
        = ok "-1"
        cjson.encode(-0)
        = ok "-0"
        cjson.encode(1.5)
        = ok "1.5"
        cjson.encode(0.1)
        = ok "0.1"
        cjson.encode(1/3)
        = ok "0.33333333333333"
        cjson.encode(1e14)
        = ok "1e+14"
        cjson.encode(1e15)
        = ok "1e+15"
        cjson.encode(123456789012345)
        = ok "1.2345678901234e+14"
        cjson.encode(9007199254740993)
        = ok "9.007199254741e+15"
        cjson.encode(1e100)
        = ok "1e+100"
        cjson.encode(1e-7)
        = ok "1e-07"
        cjson.encode(3.14159265358979)
        = ok "3.1415926535898"
        cjson.encode(1/0)
        = error "user_script:1: Cannot serialise number: must not be NaN or Inf"
        cjson.encode(-1/0)
        = error "user_script:1: Cannot serialise number: must not be NaN or Inf"
        cjson.encode(0/0)
        = error "user_script:1: Cannot serialise number: must not be NaN or Inf"
        cjson.encode({1,nil,3})
        = ok "[1,null,3]"
        cjson.encode({nil,nil,3})
        = ok "[null,null,3]"
        cjson.encode({[1]='a',[2]='b',[4]='d'})
        = ok "[\034a\034,\034b\034,null,\034d\034]"
        cjson.encode({[1]=1,[10]=10})
        = ok "[1,null,null,null,null,null,null,null,null,10]"
        cjson.encode({[1]=1,[11]=11})
        = error "user_script:1: Cannot serialise table: excessively sparse array"
        cjson.encode({[11]=11})
        = error "user_script:1: Cannot serialise table: excessively sparse array"
        cjson.encode({[10]=10})
        = ok "[null,null,null,null,null,null,null,null,null,10]"
        cjson.encode({[0]=1})
        = ok "{\0340\034:1}"
        cjson.encode({[-1]=1})
        = ok "{\034-1\034:1}"
        cjson.encode({[1.5]=1})
        = ok "{\0341.5\034:1}"
        cjson.encode({[2^40]=1})
        = ok "{\0341099511627776\034:1}"
        cjson.encode({[2^31]=1})
        = ok "{\0342147483648\034:1}"
        cjson.encode({[1/0]=1})
        = error "user_script:1: Cannot serialise number: must not be NaN or Inf"
        cjson.encode({[-1/0]=1})
        = error "user_script:1: Cannot serialise number: must not be NaN or Inf"
        cjson.encode({[1]=1,x=2})
        = ok "{\0341\034:1,\034x\034:2}"
        cjson.encode({[true]=1})
        = error "user_script:1: Cannot serialise boolean: table key must be a number or string"
        cjson.encode({[cjson.null]=1})
        = error "user_script:1: Cannot serialise userdata: table key must be a number or string"
        cjson.encode({[{}]=1})
        = error "user_script:1: Cannot serialise table: table key must be a number or string"
        cjson.encode(tostring)
        = error "user_script:1: Cannot serialise function: type not supported"
        cjson.encode({f=tostring})
        = error "user_script:1: Cannot serialise function: type not supported"
        cjson.encode(coroutine.create(function() end))
        = error "user_script:1: Cannot serialise thread: type not supported"
        cjson.encode()
        = error "user_script:1: bad argument #1 to 'encode' (expected 1 argument)"
        cjson.encode(1,2)
        = error "user_script:1: bad argument #1 to 'encode' (expected 1 argument)"
        pcall(cjson.encode)
        = ok false, "bad argument #1 to '?' (expected 1 argument)"
        pcall(cjson.encode,tostring)
        = ok false, "Cannot serialise function: type not supported"
        local e = cjson.encode return e()
        = error "user_script:1: bad argument #1 to 'e' (expected 1 argument)"
        local t = {e = cjson.encode} return t.e(1,2,3)
        = error "user_script:1: bad argument #1 to 'e' (expected 1 argument)"
        local t = {} t.t = t return cjson.encode(t)
        = error "user_script:1: Cannot serialise, excessive nesting (1001)"
        local t = {} for i = 1, 999 do t = {t} end return #cjson.encode(t)
        = ok 2000
        local t = {} for i = 1, 1000 do t = {t} end return cjson.encode(t)
        = error "user_script:1: Cannot serialise, excessive nesting (1001)"
        local t = 1 for i = 1, 1000 do t = {a = t} end return #cjson.encode(t)
        = ok 6001
        cjson.encode(setmetatable({1}, {__index = function() return 9 end}))
        = ok "[1]"
        cjson.encode({cjson.null, cjson.null})
        = ok "[null,null]"
        cjson.encode({a = cjson.null})
        = ok "{\034a\034:null}"
        cjson.encode({'1', 2, true, {x = {1}}})
        = ok "[\0341\034,2,true,{\034x\034:[1]}]"
        cjson.encode({a=1, b=2, c=3})
        = ok "{\034a\034:1,\034c\034:3,\034b\034:2}"
        cjson.encode({name='ada', age=36, tags={'x','y'}, ok=true})
        = ok "{\034ok\034:true,\034age\034:36,\034name\034:\034ada\034,\034tags\034:[\034x\034,\034y\#
        \034]}"
        cjson.encode({id='42', user_id=7, created_at='2026-01-01', price=9.99, active=false, roles={\#
        }})
        = ok "{\034roles\034:{},\034active\034:false,\034id\034:\03442\034,\034price\034:9.99,\034cr\#
        eated_at\034:\0342026-01-01\034,\034user_id\034:7}"
        cjson.encode({[3]='c', [1]='a', [2]='b'})
        = ok "[\034a\034,\034b\034,\034c\034]"
        local t = {} for i = 1, 20 do t['k' .. i] = i end return cjson.encode(t)
        = ok "{\034k16\034:16,\034k19\034:19,\034k11\034:11,\034k17\034:17,\034k15\034:15,\034k20\03\#
        4:20,\034k10\034:10,\034k8\034:8,\034k1\034:1,\034k12\034:12,\034k3\034:3,\034k2\034:2,\034k\#
        9\034:9,\034k13\034:13,\034k18\034:18,\034k14\034:14,\034k6\034:6,\034k7\034:7,\034k4\034:4,\#
        \034k5\034:5}"
        local t = {} for i = 20, 1, -1 do t['k' .. i] = i end return cjson.encode(t)
        = ok "{\034k12\034:12,\034k19\034:19,\034k15\034:15,\034k16\034:16,\034k14\034:14,\034k20\03\#
        4:20,\034k9\034:9,\034k8\034:8,\034k1\034:1,\034k11\034:11,\034k3\034:3,\034k2\034:2,\034k13\#
        \034:13,\034k17\034:17,\034k18\034:18,\034k10\034:10,\034k6\034:6,\034k7\034:7,\034k4\034:4,\#
        \034k5\034:5}"
        local t = {} for i = 1, 8 do t[i] = i end t[5] = nil return cjson.encode(t)
        = ok "[1,2,3,4,null,6,7,8]"
        local t = {} for i = 1, 12 do t[i * 0.5] = i end return cjson.encode(t)
        = ok "{\0341\034:2,\0342\034:4,\0343\034:6,\0344\034:8,\0340.5\034:1,\0346\034:12,\0342.5\03\#
        4:5,\0345.5\034:11,\0343.5\034:7,\0345\034:10,\0341.5\034:3,\0344.5\034:9}"
        """#
}

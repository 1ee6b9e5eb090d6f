-- Launches an app again and again: registers a launch context (where there is one), authorizes with the cookies of a user who
-- is signed in, redeems the code. One connection a thread, so that a thread follows one flow.
--
-- Further arguments: the path of the launch context API or "-", the EHR's header Authorization, the launch context, the path
-- of the authorization request, the path of the token endpoint, the app's header Authorization, the form that redeems.

local api, ehr, context, authorize, token, app, form
local cookie, pkce, flow, state, launch, code

local function begin()
  flow = flow % #pkce + 1
  state = api and "register" or "authorize"
end

function init(arguments)
  folder, thread_count = arguments[1], tonumber(arguments[2])
  api = arguments[3] ~= "-" and arguments[3] or nil
  ehr, context, authorize, token, app, form =
    arguments[4], arguments[5], arguments[6], arguments[7], arguments[8], arguments[9]
  cookie = own_lines("cookies")[1]
  pkce = own_lines("pkce")
  flow = 0
  begin()
end

-- wrk may ask twice for the same request: only an answer leads on.
function request()
  if state == "register" then
    return wrk.format("POST", api, { ["Authorization"] = ehr, ["Content-Type"] = "application/json" }, context)
  end
  local verifier, challenge = pkce[flow]:match("(%S+) (%S+)")
  if state == "authorize" then
    local path = authorize .. (launch and "&launch=" .. launch or "") .. "&code_challenge=" .. challenge
    return wrk.format("GET", path, { ["Cookie"] = cookie })
  end
  return wrk.format("POST", token,
    { ["Authorization"] = app, ["Content-Type"] = "application/x-www-form-urlencoded" },
    form .. "&code=" .. code .. "&code_verifier=" .. verifier)
end

function response(status, headers, body)
  if state == "register" then
    launch = status == 200 and body:match('"launch"%s*:%s*"([^"]+)"')
    if launch then state = "authorize" return end
  elseif state == "authorize" then
    code = status == 302 and (headers["Location"] or headers["location"] or ""):match("[?&]code=([^&#]+)")
    if code then state = "redeem" return end
  elseif status == 200 and body:find('"access_token"', 1, true) then
    succeeded(body)
    begin()
    return
  end
  failed(state, status, headers, body)
  begin()
end

-- POSTs forms to one endpoint, the lines of the file "bodies".
--
-- Further arguments: the path, the header Authorization or "-", "once" if no line may be sent twice.

local path, headers, once, lines, next_line

function init(arguments)
  folder, thread_count = arguments[1], tonumber(arguments[2])
  path, once = arguments[3], arguments[5] == "once"
  headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
  if arguments[4] ~= "-" then headers["Authorization"] = arguments[4] end
  lines = own_lines("bodies")
  if not once then
    for i, body in ipairs(lines) do lines[i] = wrk.format("POST", path, headers, body) end
  end
  next_line = 0
end

function request()
  next_line = next_line + 1
  if next_line > #lines then
    if once then exhausted = 1 end
    next_line = 1
  end
  if once then return wrk.format("POST", path, headers, lines[next_line]) end
  return lines[next_line]
end

function response(status, headers, body)
  if status == 200 then succeeded(body) else failed("POST", status, headers, body) end
end

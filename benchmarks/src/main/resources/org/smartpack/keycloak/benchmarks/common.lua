-- What all scripts of wrk share. The first arguments are: the folder for files, the number of threads.
--
-- The first answer of a thread is left in the file first-<thread>, the first bad one in bad-<thread>.

local threads = {}

-- In the main thread, before any other.
function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

operations = 0
failures = 0
exhausted = 0

function read_lines(file)
  local lines = {}
  for line in io.lines(folder .. "/" .. file) do
    table.insert(lines, line)
  end
  return lines
end

-- The lines of a file that belong to this thread alone.
function own_lines(file)
  local lines, own = read_lines(file), {}
  for i = id + 1, #lines, thread_count do
    table.insert(own, lines[i])
  end
  return own
end

local function leave(name, text)
  local file = assert(io.open(folder .. "/" .. name .. "-" .. id, "w"))
  file:write(text)
  file:close()
end

function succeeded(body)
  if operations == 0 then leave("first", body) end
  operations = operations + 1
end

function failed(step, status, headers, body)
  if failures == 0 then
    leave("bad", step .. ": " .. status .. " " .. (headers["Location"] or "") .. "\n" .. body)
  end
  failures = failures + 1
end

-- In the main thread, after all.
function done(summary, latency, requests)
  local sum = { operations = 0, failures = 0, exhausted = 0 }
  for _, thread in ipairs(threads) do
    for name in pairs(sum) do sum[name] = sum[name] + thread:get(name) end
  end
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"operations":%d,"failures":%d,"exhausted":%d,"micros":%d,"bytes":%d,'
      .. '"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d,"p50":%.1f,"p90":%.1f,"p99":%.1f}\n',
    summary.requests, sum.operations, sum.failures, sum.exhausted, summary.duration, summary.bytes,
    errors.connect, errors.read, errors.write, errors.timeout, errors.status,
    latency:percentile(50), latency:percentile(90), latency:percentile(99)))
end

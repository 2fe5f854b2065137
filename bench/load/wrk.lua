-- Sends the lines of a file in turn and looks at every answer: status, errors, length. Every so many answers one is kept to be read whole.
-- wrk ... -- REQUESTS SAMPLES SAMPLE_EVERY MIN_LENGTH
local threads = {}
local requests = {}
local sent = 0
local samples, sampleEvery, minLength

answers = 0
wrong = 0
firstWrong = ""

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  sampleEvery = tonumber(args[3])
  minLength = tonumber(args[4])
  local headers = { ["Content-Type"] = "application/json", ["Accept"] = "application/json" }
  for line in io.lines(args[1]) do
    table.insert(requests, wrk.format("POST", wrk.path, headers, line))
  end
  samples = io.open(args[2], "w")
end

function request()
  sent = sent + 1
  return requests[(sent - 1) % #requests + 1]
end

function response(status, headers, body)
  answers = answers + 1
  if status ~= 200 or #body < minLength or body:find('"errors"', 1, true) then
    wrong = wrong + 1
    if wrong == 1 then firstWrong = status .. " " .. body:sub(1, 300):gsub("[%c\"\\]", " ") end
  elseif answers % sampleEvery == 1 then
    samples:write((body:gsub("\n", " ")), "\n")
    samples:flush()
  end
end

function done(summary, latency, _)
  local answered, bad, first = 0, 0, ""
  for _, thread in ipairs(threads) do
    answered = answered + thread:get("answers")
    bad = bad + thread:get("wrong")
    if first == "" then first = thread:get("firstWrong") end
  end
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"answers":%d,"microseconds":%d,"bytes":%d,"wrong":%d,"firstWrong":"%s","socketErrors":%d,"p50":%d,"p99":%d}\n',
    answered, summary.duration, summary.bytes, bad, first,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end

-- load.lua - one row of the comparison, as a script for wrk.
--   ROW get|list|stock|create|post|hot|mixed|login   IDS, TOKENS, USERS files, a value a line
--   IN, OUT the server's names of a receipt and an issue   CATEGORY   RUN makes codes unique
-- Requests are put together before the clock starts, so that the generator costs as little as it can.
local row, run = os.getenv("ROW"), os.getenv("RUN")

local function lines(path)
	local all = {}
	if path then
		for line in io.lines(path) do all[#all + 1] = line end
	end
	return all
end

local ids, tokens, users = lines(os.getenv("IDS")), lines(os.getenv("TOKENS")), lines(os.getenv("USERS"))
local prepared, sent = {}, 0

local function request_of(method, path, body, i)
	local head = { ["Content-Type"] = body and "application/json" or nil }
	if row ~= "login" and #tokens > 0 then
		head["Authorization"] = "Bearer " .. tokens[i % #tokens + 1]
	end
	return wrk.format(method, path, head, body)
end

local function posting(id, i)
	return string.format('{"item_id":"%s","transaction_type":"%s","quantity":%d,"reference":"PO-%d"}',
		id, os.getenv(i % 2 == 0 and "OUT" or "IN"), 1 + i % 5, i)
end

local make = {
	get = function(i) return request_of("GET", "/api/masters/items/" .. ids[i % #ids + 1], nil, i) end,
	list = function(i) return request_of("GET", "/api/masters/items?skip=0&limit=100", nil, i) end,
	stock = function(i) return request_of("GET", "/api/inventory/stock?limit=100", nil, i) end,
	post = function(i) return request_of("POST", "/api/inventory/transactions", posting(ids[i % #ids + 1], i), i) end,
	hot = function(i) return request_of("POST", "/api/inventory/transactions", posting(ids[1], i), i) end,
	login = function(i)
		return request_of("POST", "/api/auth/login",
			string.format('{"email":"%s","password":"%s"}', users[i % #users + 1], os.getenv("PASSWORD")), i)
	end,
	create = function(i)
		return request_of("POST", "/api/masters/items", string.format(
			'{"item_code":"%s-%d","item_name":"Cotton fabric %d","category_id":"%s","uom":"PCS",' ..
			'"description":"Woven cotton no. %d, 58in","min_stock_level":10,"reorder_qty":50}',
			run, i, i, os.getenv("CATEGORY"), i), i)
	end,
}

make.mixed = function(i) return (i % 5 == 0 and make.post or make.get)(i) end

function init()
	math.randomseed(tonumber(os.getenv("SEED")))
	local n = row == "create" and 0 or row == "login" and #users or math.max(#ids, #tokens)
	for i = 1, n do prepared[i] = make[row](i) end
end

function request()
	sent = sent + 1
	return #prepared > 0 and prepared[math.random(#prepared)] or make[row](sent)
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format('{"seconds":%.6f,"requests":%d,"refused":%d,"broken":%d,"bytes":%d,"p50":%.4f,"p99":%.4f,"max":%.4f}\n',
		summary.duration / 1e6, summary.requests, e.status, e.connect + e.read + e.write + e.timeout, summary.bytes,
		latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end

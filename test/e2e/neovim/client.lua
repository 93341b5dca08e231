-- Neovim's own LSP client on the language server: prints what it saw as one line of JSON.
--   SERVER="node dist/cli.js lsp --stdio" FILE=main.baml nvim --headless -u NONE -n -i NONE -c "luafile client.lua"
local command = vim.split(os.getenv("SERVER"), " ", { trimempty = true })
local file = vim.fn.fnamemodify(os.getenv("FILE"), ":p")
local steps = vim.json.decode(os.getenv("STEPS"))
local seen = {}
local published = 0

local function finish(code)
  io.stdout:write(vim.json.encode(seen) .. "\n")
  io.stdout:flush()
  for _, client in pairs(vim.lsp.get_active_clients()) do client.stop() end
  vim.wait(3000, function() return vim.tbl_isempty(vim.lsp.get_active_clients()) end, 20)
  vim.cmd(code == 0 and "qall!" or "cquit!")
end

vim.cmd("edit " .. vim.fn.fnameescape(file))
local buffer = vim.api.nvim_get_current_buf()
vim.bo[buffer].filetype = "baml"

local id = vim.lsp.start_client({
  name = "spanlens",
  cmd = command,
  root_dir = vim.fn.fnamemodify(file, ":h:h"),
  handlers = {
    ["textDocument/publishDiagnostics"] = function(...)
      vim.lsp.diagnostic.on_publish_diagnostics(...)
      published = published + 1
    end,
  },
})
vim.lsp.buf_attach_client(buffer, id)
local ready = vim.wait(15000, function()
  local client = vim.lsp.get_client_by_id(id)
  return client and client.initialized and vim.lsp.buf_is_attached(buffer, id)
end, 20)
if not ready then
  seen.error = "the server did not start"
  return finish(1)
end
local client = vim.lsp.get_client_by_id(id)
local document = { uri = vim.uri_from_bufnr(buffer) }

local function ask(method, params)
  local answer, failure = client.request_sync(method, params, 20000, buffer)
  if failure then return { failure = failure } end
  return answer.err and { failure = answer.err } or answer.result
end

local function diagnostics()
  return vim.tbl_map(function(found)
    return { line = found.lnum, column = found.col, severity = found.severity, message = found.message, code = found.code }
  end, vim.diagnostic.get(buffer))
end

local whole = { start = { line = 0, character = 0 }, ["end"] = { line = 1000, character = 0 } }

local actions = {
  diagnostics = function()
    local before = published
    vim.wait(10000, function() return published > 0 and published >= before end, 20)
    vim.wait(300, function() return false end, 20)
    return diagnostics()
  end,
  hover = function(at)
    return ask("textDocument/hover", { textDocument = document, position = at })
  end,
  -- The window that a person sees.
  floatingHover = function(at)
    vim.api.nvim_win_set_cursor(0, { at.line + 1, at.character })
    vim.lsp.buf.hover()
    vim.wait(5000, function() return #vim.api.nvim_list_wins() > 1 end, 20)
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      end
    end
  end,
  lenses = function() return ask("textDocument/codeLens", { textDocument = document }) end,
  hints = function() return ask("textDocument/inlayHint", { textDocument = document, range = whole }) end,
  symbols = function() return ask("textDocument/documentSymbol", { textDocument = document }) end,
  execute = function(params) return ask("workspace/executeCommand", params) end,
  edit = function(change)
    local before = published
    vim.api.nvim_buf_set_lines(buffer, change.from, change.to, false, change.lines)
    vim.wait(10000, function() return published > before end, 20)
    return diagnostics()
  end,
}

for _, step in ipairs(steps) do
  local ok, result = pcall(actions[step.action], step.params)
  seen[step.name] = ok and (result == nil and vim.NIL or result) or { failure = tostring(result) }
end
finish(0)

// server.mjs - the peer on fastify and better-sqlite3: the fastest thing that a user would pick instead.
// Answers are printed by compiled serialisers, statements are prepared once, scrypt runs in libuv's
// thread pool. DB_PATH, JWT_SECRET_KEY and SOCK (the Unix socket) come from the environment.
import Fastify from 'fastify'
import jwt from '@fastify/jwt'
import Database from 'better-sqlite3'
import { randomUUID, scrypt, timingSafeEqual } from 'node:crypto'
import { rmSync } from 'node:fs'
import { promisify } from 'node:util'

const LIFE = 30 * 60
const ITEM = `id,item_code,item_name,category_id,uom,description,min_stock_level,reorder_qty,is_active,
  created_at,updated_at,created_by`
const hash = promisify(scrypt)
const now = () => new Date().toISOString().slice(0, 19) + 'Z'

const db = new Database(process.env.DB_PATH, { timeout: 10000 })
for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'mmap_size=268435456', 'cache_size=-20000'])
  db.pragma(pragma)

const sql = {
  user: db.prepare('SELECT id,email,role,password_hash FROM users WHERE email=? AND is_active=1'),
  item: db.prepare(`SELECT ${ITEM} FROM items WHERE id=?`),
  items: db.prepare(`SELECT ${ITEM} FROM items WHERE is_active=1 ORDER BY seq LIMIT ? OFFSET ?`),
  stock: db.prepare(`SELECT s.item_id,i.item_code,i.item_name,i.uom,s.quantity,s.updated_at
    FROM items i JOIN stock s ON s.item_id=i.id ORDER BY i.seq LIMIT ? OFFSET ?`),
  addItem: db.prepare(`INSERT INTO items(${ITEM}) VALUES(@id,@item_code,@item_name,@category_id,@uom,@description,
    @min_stock_level,@reorder_qty,1,@created_at,@updated_at,@created_by)`),
  addStock: db.prepare('INSERT INTO stock(item_id,quantity,updated_at) VALUES(?,0,?)'),
  move: db.prepare(`UPDATE stock SET quantity=quantity+?, updated_at=? WHERE item_id=? AND quantity+?>=0
    RETURNING quantity`),
  known: db.prepare('SELECT 1 FROM stock WHERE item_id=?'),
  addLine: db.prepare(`INSERT INTO ledger(id,item_id,transaction_type,quantity,balance,reference,transaction_date,
    created_by) VALUES(@id,@item_id,@transaction_type,@quantity,@balance,@reference,@transaction_date,@created_by)`)
}

const keepItem = db.transaction((item) => {
  sql.addItem.run(item)
  sql.addStock.run(item.id, item.created_at)
}).immediate

const keepTransaction = db.transaction((line) => {
  const signed = line.transaction_type === 'IN' ? line.quantity : -line.quantity
  const row = sql.move.get(signed, line.transaction_date, line.item_id, signed)
  if (!row) return sql.known.get(line.item_id) ? 409 : 404
  sql.addLine.run(Object.assign(line, { balance: row.quantity }))
  return 201
}).immediate

const text = { type: 'string' }, number = { type: 'number' }, flag = { type: 'boolean' }
const maybe = (type) => ({ type: [type, 'null'] })
const short = (maxLength) => ({ type: 'string', minLength: 1, maxLength })
const object = (properties, required) => ({ type: 'object', properties, required })
const array = (items) => ({ type: 'array', items })
const newItem = {
  item_code: short(64), item_name: short(200), category_id: short(64), uom: short(16), description: maybe('string'),
  min_stock_level: maybe('number'), reorder_qty: maybe('number')
}
const item = object({ id: text, ...newItem, is_active: flag, created_at: text, updated_at: text, created_by: text })
const newLine = {
  item_id: short(64), transaction_type: { enum: ['IN', 'OUT'], type: 'string' },
  quantity: { type: 'number', exclusiveMinimum: 0 }, reference: maybe('string')
}
const line = object({ id: text, ...newLine, balance: number, transaction_date: text, created_by: text })
const stock = object({ item_id: text, item_code: text, item_name: text, uom: text, quantity: number, updated_at: text })
const page = object({
  skip: { type: 'integer', minimum: 0, default: 0 }, limit: { type: 'integer', minimum: 1, maximum: 500, default: 100 }
})
const token = object({ token: text, token_type: text, expires_in: number })

const app = Fastify({ logger: false })
app.register(jwt, { secret: process.env.JWT_SECRET_KEY, sign: { algorithm: 'HS256', expiresIn: LIFE } })

const signedIn = async (request, reply) => {
  try {
    await request.jwtVerify()
  } catch {
    return reply.code(401).send({ detail: 'Not authenticated' })
  }
}
const mayWrite = async (request, reply) => {
  await signedIn(request, reply)
  if (!reply.sent && !['admin', 'manager'].includes(request.user.role))
    return reply.code(403).send({ detail: 'Insufficient permissions' })
}
const reads = (answer, more) => ({ preHandler: signedIn, schema: { response: { 200: answer }, ...more } })
const writes = (body, answer) => ({ preHandler: mayWrite, schema: { body, response: { 201: answer } } })

const isPassword = async (password, kept) => {
  const [, N, r, p, salt, want] = kept.split('$')
  const got = await hash(password, Buffer.from(salt, 'base64'), 64, { N: +N, r: +r, p: +p, maxmem: 64 << 20 })
  return timingSafeEqual(got, Buffer.from(want, 'base64'))
}

app.post('/api/auth/login', {
  schema: { body: object({ email: text, password: text }, ['email', 'password']), response: { 200: token } }
}, async (request, reply) => {
  const user = sql.user.get(request.body.email)
  if (!user || !await isPassword(request.body.password, user.password_hash))
    return reply.code(401).send({ detail: 'Invalid email or password' })
  const signed = app.jwt.sign({ sub: user.email, user_id: user.id, role: user.role })
  return { token: signed, token_type: 'bearer', expires_in: LIFE }
})

app.get('/api/masters/items', reads(array(item), { querystring: page }), (request, reply) => {
  reply.send(sql.items.all(request.query.limit, request.query.skip))
})

app.get('/api/masters/items/:id', reads(item), (request, reply) => {
  const row = sql.item.get(request.params.id)
  row ? reply.send(row) : reply.code(404).send({ detail: 'Item not found' })
})

app.post('/api/masters/items', writes(object(newItem, ['item_code', 'item_name', 'category_id', 'uom']), item), (request, reply) => {
  const t = now()
  const made = {
    description: null, min_stock_level: null, reorder_qty: null, ...request.body,
    id: randomUUID(), is_active: true, created_at: t, updated_at: t, created_by: request.user.sub
  }
  try {
    keepItem(made)
  } catch (e) {
    if (!e.code?.startsWith('SQLITE_CONSTRAINT')) throw e
    return reply.code(409).send({ detail: 'item_code already exists' })
  }
  reply.code(201).send(made)
})

app.post('/api/inventory/transactions', writes(object(newLine, ['item_id', 'transaction_type', 'quantity']), line), (request, reply) => {
  const made = { reference: null, ...request.body, id: randomUUID(), transaction_date: now(), created_by: request.user.sub }
  const status = keepTransaction(made)
  reply.code(status).send(status === 201 ? made : { detail: status === 409 ? 'Insufficient stock' : 'Item not found' })
})

app.get('/api/inventory/stock', reads(array(stock), { querystring: page }), (request, reply) => {
  reply.send(sql.stock.all(request.query.limit, request.query.skip))
})

app.get('/health', () => ({ status: 'healthy' }))

rmSync(process.env.SOCK, { force: true })
await app.listen({ path: process.env.SOCK })
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0))

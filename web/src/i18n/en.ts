// English. The words are those of the trade and of the API; a button says what it does.
export const en = {
  app: { name: "CCPL ERP" },

  // --- the frame: navigation, search, theme, shortcuts ---
  frame: {},

  // --- said on many pages: actions, states, validation ---
  action: {},
  state: {},
  error: {},
  form: {},
  list: {},

  // --- words of the API: enums, fields, permissions ---
  word: {},
  field: {},

  // --- sign-in, account ---
  auth: {},
  account: {},

  // --- the pages ---
  post: {},
  dashboard: {},
  items: {},
  masters: {},
  stock: {},
  ledger: {},
  periods: {},
  users: {},
  audit: {},
  labels: {},
  lookup: {},
} as const;

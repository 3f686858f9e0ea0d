// English. The words are those of the trade and of the API; a button says what it does.
export const en = {
  app: { name: "CCPL ERP" },

  // --- the frame: navigation, search, theme, shortcuts ---
  frame: {
    skip: "Skip to the content",
    navigation: "Main navigation",
    more: "More",
    search: "Search or scan",
    search_hint: "Words find; a scanned code opens what it names",
    search_for: "Find “{{words}}” in items",
    shortcuts: "Keyboard shortcuts",
    theme: "Theme",
    theme_light: "Light",
    theme_dark: "Dark",
    theme_system: "As the system",
    offline: "No connection. What is shown stays; what you post waits for you to send it again.",
    not_found: "There is no such page",
    not_found_text: "The link may be old, or a letter of it is missing.",
    no_right: "You may not open this page",
    no_right_text: "It needs the permission “{{permission}}”: {{what}} An admin can give it to you under Users.",
    to_start: "Go to the start page",
    fault: "This page has stopped",
    fault_text: "An error in the program, not in what you did. What was posted is posted.",
    group: { work: "Work", masters: "Masters", admin: "Administration" },
  },

  // --- said on many pages: actions, states, validation ---
  action: {
    close: "Close",
    clear: "Clear",
    cancel: "Cancel",
    retry: "Try again",
    copy: "Copy {{what}}",
    copied: "Copied",
    more: "More actions",
    csv: "CSV",
    csv_hint: "Download what is shown as CSV",
    filter: "Filter",
    previous: "Previous page",
    next: "Next page",
    expand: "Show what is below {{what}}",
    collapse: "Hide what is below {{what}}",
  },
  state: {
    searching: "Searching…",
    nothing_found: "Nothing found",
    loading: "Loading",
    active: "Active",
    inactive: "Inactive",
    open: "Open",
    closed: "Closed",
    below_min: "Below minimum",
    reversed: "Reversed",
    request: "Request",
  },
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

// The API, by topic.
export { authAPI, usersAPI } from "./auth";
export { auditAPI, inventoryAPI } from "./inventory";
export { mastersAPI, searchAPI } from "./masters";

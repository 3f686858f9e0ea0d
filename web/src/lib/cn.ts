// Joins class names. Those of conflicting Tailwind classes are not sorted out: a component's own
// variant says what differs.
export { clsx as cn } from "clsx";

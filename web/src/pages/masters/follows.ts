// What else changes when a record is deactivated or restored.
import type { Kind } from "@/api/query";

export const follows: readonly Kind[] = ["stock", "summary", "audit"];

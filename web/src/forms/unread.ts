// A number as typed in a body, where the locale does not read it: never sent, since the API might read it otherwise.

export interface Unread {
  unread: string;
}

export const isUnread = (value: unknown): value is Unread => typeof value === "object" && value !== null && "unread" in value;

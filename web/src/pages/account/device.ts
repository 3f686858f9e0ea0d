// Names a browser and its system from the User-Agent, to tell sessions apart.
const browsers: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/(Chrome|Chromium|CriOS)\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: readonly [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

const first = (rows: readonly [RegExp, string][], userAgent: string): string | undefined => rows.find(([sign]) => sign.test(userAgent))?.[1];

/** Other programs by their product token: "curl/8.5.0". */
export function deviceName(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined;
  const found = [first(browsers, userAgent), first(systems, userAgent)].filter(Boolean);
  return found.length > 0 ? found.join(", ") : userAgent.split(" ")[0];
}

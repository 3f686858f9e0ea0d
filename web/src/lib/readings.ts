// Numbers as people write them. A number is read by the locale that also prints it (lib/format): its
// grouping and its decimal mark are taken, any other separator has two readings, and those are
// offered. Pasted cells are read by their column, whatever the locale. Without decimal arithmetic,
// since every form loads it.
import type { Decimal } from "@/api/types";

type Exact = Parameters<Intl.NumberFormat["format"]>[0];

/** The decimal mark; the other one groups. */
export type Mark = "." | ",";

const marks = [".", ","] as const;
const other = (mark: Mark): Mark => (mark === "." ? "," : ".");

/** The groups of a whole number between one separator: in thousands, as everywhere but in India. */
const groups = {
  thousands: (by: string) => `[1-9]\\d{0,2}(?:${by}\\d{3})+`,
  lakhs: (by: string) => `[1-9]\\d?(?:${by}\\d{2})*${by}\\d{3}`,
} as const;

type Grouping = keyof typeof groups;

/** Spaces and apostrophes group in every locale: they mean nothing else. */
const neutral = ["\\x20", "'"];

/** A number with this decimal mark: sign, whole part, fraction. */
function formOf(decimal: Mark, between: readonly string[], by: readonly Grouping[]): RegExp {
  const grouped = between.flatMap((mark) => by.map((one) => groups[one](mark)));
  return new RegExp(`^([-+−]?)(?=[\\d.,])(\\d*|${grouped.join("|")})(?:\\${decimal}(\\d*))?$`);
}

/** How a column may be written, whatever the locale. */
const forms = Object.fromEntries(marks.map((decimal) => [decimal, formOf(decimal, [`\\${other(decimal)}`, ...neutral], ["thousands", "lakhs"])])) as Record<Mark, RegExp>;

/** A decimal as the API writes it, without needless zeros. */
function decimalOf(sign: string, whole: string, fraction: string): Decimal {
  const number = [whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0", fraction.replace(/0+$/, "")].filter(Boolean).join(".");
  return /[-−]/.test(sign) && /[1-9]/.test(number) ? `-${number}` : number;
}

const digits = /\d/;

function readAs(form: RegExp, text: string): Decimal | undefined {
  const [, sign = "", whole = "", fraction = ""] = form.exec(text) ?? [];
  return digits.test(whole + fraction) ? decimalOf(sign, whole, fraction) : undefined;
}

/** A number that the locale writes otherwise: what it can mean, and an unambiguous spelling of the second. */
interface Readings {
  /** "2000": with the mark as a separator. */
  whole: string;
  /** "2.000": with the mark as the decimal mark. */
  broken: string;
  /** "2.0". */
  written: string;
}

export interface Reader {
  /** Typed text as the API's decimal; undefined if it is not a number of this locale. */
  read: (typed: string) => Decimal | undefined;
  /** A decimal as it is typed here, without grouping. */
  spell: (a: Decimal) => string;
  /** Typed text rewritten as understood; what is not understood stays. */
  respell: (typed: string) => string;
  /** Whether it is read, and has separators between groups of digits: its reading must be seen before it counts. */
  isGrouped: (typed: string) => boolean;
  /** Both readings of text that is not read, if it has two. */
  readings: (typed: string) => Readings | undefined;
  /** Each text of a pasted column as understood, or undefined if nothing decides how to read one of them. `decimal` is the user's decision. */
  respellColumn: (texts: readonly string[], decimal?: Mark) => string[] | undefined;
  /** What the first undecided text of a column would be with each decimal mark. */
  undecided: (texts: readonly string[]) => { text: string; spelled: Record<Mark, string> } | undefined;
  /** Whether text is a number in some locale. */
  isNumeric: (text: string) => boolean;
}

/** The locale's own signs. */
function signsOf(locale: string | undefined) {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
  const mark = (type: string) => parts.find((part) => part.type === type)?.value;
  const plain = new Intl.NumberFormat(locale, { useGrouping: false });
  const isLakhs = parts.filter((part) => part.type === "integer").map((part) => part.value.length).join() === "2,2,3";
  return { group: mark("group"), decimal: mark("decimal") ?? ".", digits: [...plain.format(9876543210)].reverse(), grouping: isLakhs ? "lakhs" : "thousands" } as const;
}

const escaped = (text: string): string => text.replace(/[\\\]^-]/g, "\\$&");

export function makeReader(locale?: string): Reader {
  const own = signsOf(locale);
  const mark: Mark = own.decimal === "," ? "," : ".";
  const isMark = own.group === other(mark) || own.decimal !== mark;
  const form = formOf(mark, [...(isMark ? [`\\${other(mark)}`] : []), ...neutral], [own.grouping]);
  const foreign = new RegExp(`[${own.digits.map(escaped).join("")}]`, "g");
  const spelling = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 20, numberingSystem: "latn" });

  /** ASCII digits, and the locale's marks as "." and ",". */
  const plain = (typed: string): string =>
    typed
      .replace(/[\u061c\u200e\u200f]/g, "")
      .replace(own.decimal, () => (own.decimal === mark ? mark : "."))
      .replaceAll("٬", ",")
      .normalize("NFKC")
      .replace(foreign, (digit) => String(own.digits.indexOf(digit)))
      .replaceAll("’", "'")
      .replace(/\s/g, " ")
      .trim();

  const spell = (a: Decimal): string => spelling.format(a as Exact).replace(/[\u061c\u200e\u200f]/g, "").replace("−", "-");

  /** 1.000 is no fraction: nobody writes one with three zeros. */
  const isDoubtful = new RegExp(`^[-+−]?\\d*[1-9]\\d*\\${mark}000$`);

  const read = (typed: string): Decimal | undefined => {
    const text = plain(typed);
    return isDoubtful.test(text) ? undefined : readAs(form, text);
  };

  const readings = (typed: string): Readings | undefined => {
    const [, sign = "", front = "", rest = ""] = /^([-+−]?)(\d*)[.,](\d+)$/.exec(plain(typed)) ?? [];
    if (!digits.test(front + rest) || read(typed) !== undefined) return undefined;
    const kept = (fraction: string) => `${spell(decimalOf(sign, front, "1")).slice(0, -1)}${fraction}`;
    return { whole: spell(decimalOf(sign, front + rest, "")), broken: kept(rest), written: kept(rest.replace(/0+$/, "") || "0") };
  };

  const bothOf = (text: string) => ({ ".": readAs(forms["."], plain(text)), ",": readAs(forms[","], plain(text)) });

  /** The decimal mark that one text can have, or "either", or none if it is no number. */
  const markOf = (text: string): Mark | "either" | undefined => {
    const both = bothOf(text);
    if (both["."] === both[","]) return undefined;
    return both["."] === undefined ? "," : both[","] === undefined ? "." : "either";
  };

  const columnMark = (texts: readonly string[]): Mark | undefined => {
    const found = new Set(texts.map(markOf));
    return found.has(".") === found.has(",") ? undefined : found.has(".") ? "." : ",";
  };

  return {
    read,
    spell,
    respell: (typed) => {
      const value = read(typed);
      return value === undefined ? typed : spell(value);
    },
    readings,
    isGrouped: (typed) => read(typed) !== undefined && /\d\D/.test(form.exec(plain(typed))?.[2] ?? ""),
    respellColumn: (texts, decimal = columnMark(texts)) => {
      if (decimal === undefined && texts.some((text) => markOf(text) === "either")) return undefined;
      return texts.map((text) => {
        const both = bothOf(text);
        const value = (decimal && both[decimal]) ?? both["."] ?? both[","];
        return value === undefined ? text : spell(value);
      });
    },
    undecided: (texts) => {
      const text = texts.find((one) => markOf(one) === "either");
      if (text === undefined || columnMark(texts) !== undefined) return undefined;
      const both = bothOf(text);
      return { text, spelled: { ".": spell(both["."] ?? "0"), ",": spell(both[","] ?? "0") } };
    },
    isNumeric: (text) => Object.values(bothOf(text)).some((value) => value !== undefined),
  };
}

/** Of the locale that prints every number. */
export const { read: readDecimal, spell: typable, respell, isGrouped, readings, respellColumn, undecided, isNumeric } = makeReader();

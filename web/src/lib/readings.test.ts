import { describe, expect, it } from "vitest";
import { isGrouped, isNumeric, makeReader, readDecimal, readings, respell, respellColumn, typable, undecided } from "./readings";

describe("typed numbers", () => {
  it("are read by the locale's grouping and decimal mark", () => {
    for (const [locale, typed, read] of [
      ["en-US", "1,000", "1000"], ["en-US", "1,234,567.5", "1234567.5"], ["en-US", "2.5", "2.5"], ["en-US", "1.250", "1.25"], ["en-US", ".5", "0.5"],
      ["en-IN", "1,00,000", "100000"], ["en-IN", "1,000", "1000"], ["en-IN", "12,34,567.25", "1234567.25"],
      ["hi", "1,00,000.5", "100000.5"],
      ["de", "1.000,5", "1000.5"], ["de", "1.000", "1000"], ["de", "0,125", "0.125"], ["de", "1.250", "1250"],
      ["fr", "1 000,5", "1000.5"], ["fr", "1\u00a0000", "1000"], ["fr", "1\u202f234\u202f567,8", "1234567.8"],
      ["de-CH", "1’000.5", "1000.5"], ["de-CH", "1'000", "1000"],
      ["ar-EG", "١٬٠٠٠٫٥", "1000.5"], ["fa", "۱۲۳", "123"], ["mr", "१,००,०००", "100000"],
    ] as const) expect(makeReader(locale).read(typed), `${locale} ${typed}`).toBe(read);
  });

  it("are read with spaces between groups, a sign and wide digits everywhere", () => {
    for (const [typed, read] of [[" 1 000.5 ", "1000.5"], ["−2", "-2"], ["+3", "3"], ["１２", "12"], ["007", "7"], ["-0", "0"], ["5.", "5"]] as const)
      expect(readDecimal(typed), typed).toBe(read);
  });

  it("are refused where the locale does not use the separator that way", () => {
    for (const [locale, typed] of [
      ["en-US", "1,5"], ["en-US", "0,125"], ["en-US", "1234,567"], ["en-US", "1,00,000"], ["en-US", "0,500"], ["en-US", "1,2345"], ["en-US", "1.234.567"],
      ["en-IN", "100,000"], ["de", "1.5"], ["de", "2.0"], ["fr", "1.000"], ["fr", "1,000,000"], ["de-CH", "1,000"],
    ] as const) expect(makeReader(locale).read(typed), `${locale} ${typed}`).toBeUndefined();
    for (const typed of ["", ".", ",", "-", "1e3", "five", "1 2", "1,000 0", "12.05.2026", "1,234.567.8"]) expect(readDecimal(typed), typed).toBeUndefined();
  });

  it("are doubtful with three zeros after the decimal mark", () => {
    for (const typed of ["1.000", "-20.000"]) expect(readDecimal(typed), typed).toBeUndefined();
    expect(makeReader("fr").read("1,000")).toBeUndefined();
    expect(readDecimal("1,234.000")).toBe("1234");
    expect(readDecimal("0.000")).toBe("0");
  });

  it("have both readings offered where they are refused", () => {
    expect(readings("2.000")).toEqual({ whole: "2000", broken: "2.000", written: "2.0" });
    expect(readings("1,5")).toEqual({ whole: "15", broken: "1.5", written: "1.5" });
    expect(readings("−1,25")).toEqual({ whole: "-125", broken: "-1.25", written: "-1.25" });
    expect(makeReader("fr").readings("1.000")).toEqual({ whole: "1000", broken: "1,000", written: "1,0" });
    expect(makeReader("de").readings("2.5")).toEqual({ whole: "25", broken: "2,5", written: "2,5" });
    for (const typed of ["2,000", "1.250", "1,00,000", "five", ""]) expect(readings(typed), typed).toBeUndefined();
  });

  it("are rewritten as understood, without grouping", () => {
    for (const [locale, typed, then] of [
      ["en-US", "1,000", "1000"], ["en-US", "1,5", "1,5"], ["en-US", " 2.50 ", "2.5"], ["de", "1.000,50", "1000,5"], ["fr", "1 000,5", "1000,5"],
      ["sv", "−2,5", "-2,5"], ["ar-EG", "١٬٠٠٠٫٥", "1000.5"], ["en-IN", "1,00,000", "100000"],
    ] as const) expect(makeReader(locale).respell(typed), `${locale} ${typed}`).toBe(then);
    expect(["1,000", "1 000", "1000", "2.5", "1,5"].filter(isGrouped)).toEqual(["1,000", "1 000"]);
  });

  it("survive being written and read in every locale", () => {
    for (const locale of ["en", "en-IN", "de", "de-AT", "de-CH", "fr", "es", "pt", "pl", "hi", "bn", "ar-EG", "fa", "ja", "bg"])
      for (const number of ["1", "-1000.5", "12345678901234567890.123456", "0.125", "12.345"]) {
        const { read, spell, respell: again } = makeReader(locale);
        expect(read(spell(number)), locale).toBe(number);
        expect(again(spell(number)), locale).toBe(spell(number));
      }
    expect(typable("12.5")).toBe(respell("12.5"));
  });

  it("are read as the locale prints them", () => {
    for (const locale of ["en", "en-IN", "de", "de-AT", "de-CH", "fr", "es", "pt", "pl", "hi", "bn", "ar-EG", "fa", "ja", "bg"])
      expect(makeReader(locale).read(new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format("-1234567.25" as unknown as number)), locale).toBe("-1234567.25");
  });
});

describe("a pasted column", () => {
  it("is read by a cell with a single reading, whatever the locale", () => {
    expect(respellColumn(["2,000", "12,75"])).toEqual(["2", "12.75"]);
    expect(respellColumn(["2,000", "0.5"])).toEqual(["2000", "0.5"]);
    expect(respellColumn(["1.000", "1.234.567"])).toEqual(["1000", "1234567"]);
    expect(respellColumn(["1.000", "1,00,000"])).toEqual(["1", "100000"]);
    expect(respellColumn(["1 000,5", "1.250"])).toEqual(["1000.5", "1250"]);
    expect(makeReader("de").respellColumn(["2,000", "0.5"])).toEqual(["2000", "0,5"]);
  });

  it("is not read where nothing decides, or cells contradict", () => {
    for (const texts of [["1.000", "2.000"], ["2,000", "5"], ["1.250"], ["0.5", "0,5", "2,000"]]) expect(respellColumn(texts), texts.join()).toBeUndefined();
    expect(undecided(["5", "2,000", "3,000"])).toEqual({ text: "2,000", spelled: { ".": "2000", ",": "2" } });
    expect(undecided(["5", "2,000", "12,75"])).toBeUndefined();
    expect(respellColumn(["2,000", "5"], ",")).toEqual(["2", "5"]);
    expect(respellColumn(["2,000", "1.5"], ".")).toEqual(["2000", "1.5"]);
  });

  it("keeps what is no number, and needs no decision for plain numbers", () => {
    expect(respellColumn(["5", "five", "1 000", ""])).toEqual(["5", "five", "1000", ""]);
    expect(respellColumn(["0.5", "12,75"])).toEqual(["0.5", "12.75"]);
  });

  it("tells a number from a word or a date", () => {
    for (const text of ["2,000", "1,234,567.8", "1.000", "5", "1.234,5", "1,00,000"]) expect(isNumeric(text), text).toBe(true);
    for (const text of ["12.05.2026", "BOX", "", "M8,200x"]) expect(isNumeric(text), text).toBe(false);
  });
});

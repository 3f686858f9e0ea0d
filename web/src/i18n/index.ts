// Sets up i18next. A second language is a file beside en.ts and a row here.
import i18next, { type ParseKeysWithoutVariables } from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en";

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** The key of a text without variables: a title, a label. */
export type Words = ParseKeysWithoutVariables;

export default i18next;

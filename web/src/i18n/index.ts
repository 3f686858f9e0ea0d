// The texts: one catalogue a language. A second language is a file beside en.ts, and a row here.
import i18next from "i18next";
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

export default i18next;

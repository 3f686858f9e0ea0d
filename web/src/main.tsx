// Entry point of the app. The page of index.html stays until the session is known and the code of
// the page is there, which are fetched side by side.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@/i18n";
import "@/index.css";
import { App } from "@/app/App";
import { pageLoaded } from "@/app/router";
import { startSession } from "@/auth/session";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
// Not awaited here: the code of a page imports this module's file.
void Promise.all([startSession(), pageLoaded()]).then(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});

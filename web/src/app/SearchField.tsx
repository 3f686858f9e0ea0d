// The one field for everything: a scanned code opens what it names, words are looked for in
// the items. It lives in the frame, so it is reached from anywhere with /.
import { Search } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Input } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import { useShortcut } from "./shortcuts";
import { searchPath, useOpenCode } from "./useOpenCode";

const fieldId = "search";

export function focusSearch(): void {
  const field = document.getElementById(fieldId);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

export function SearchField() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const openCode = useOpenCode();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string>();
  useShortcut("/", "frame.search_key", focusSearch);

  const open = async (words: string) => {
    const error = await openCode(words);
    if (error && error.kind !== "not_found") {
      setFault(error.message);
      return;
    }
    if (error) await navigate(searchPath(words));
    setText("");
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim()) void open(text.trim());
  };

  return (
    <form role="search" onSubmit={submit} className="relative min-w-0 flex-1 md:max-w-md">
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-muted-foreground" />
      <Input
        id={fieldId}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        className="pl-9"
        aria-label={t("frame.search")}
        aria-keyshortcuts="/"
        placeholder={t("frame.search")}
        title={t("frame.search_hint")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setFault(undefined);
        }}
      />
      <p role="alert" className={cn("absolute top-full left-0 mt-1 rounded-md border bg-popover px-3 py-2 text-destructive shadow-md", !fault && "hidden")}>
        {fault}
      </p>
    </form>
  );
}

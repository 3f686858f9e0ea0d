// The form of a new record. URL parameters (?parent_category=...) fill its fields.
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { Page } from "@/components/Page";
import { RecordForm } from "@/forms/RecordForm";
import { toast } from "@/lib/toast";
import { pathTo, type Master, type MasterRecord } from "./master";

export function NewPage<R extends MasterRecord>({ of }: { of: Master<R> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [url] = useSearchParams();
  const given = Object.fromEntries(of.rows.flatMap(({ name }) => (url.has(name) ? [[name, url.get(name)]] : [])));
  return (
    <Page title={t(of.texts.new)}>
      <RecordForm
        {...of}
        defaults={{ ...of.defaults, ...given }}
        submit={t(of.texts.create)}
        label={t(of.texts.new)}
        onCancel={() => void navigate(of.path)}
        onSaved={(created) => {
          toast.success(t("masters.created", { what: of.code(created) }));
          void navigate(pathTo(of, created), { replace: true });
        }}
      />
    </Page>
  );
}

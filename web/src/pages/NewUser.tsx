// Creates a user with a temporary password, to be changed at the first sign-in.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { usersAPI } from "@/api/services";
import type { RegisterRequestCreate } from "@/api/types";
import { registerRequestCreate, userUpdate } from "@/api/zod";
import { Page } from "@/components/Page";
import { RecordForm } from "@/forms/RecordForm";
import { toast } from "@/lib/toast";
import { newUserRows } from "./users/rows";
import { suggestPassword } from "./users/TemporaryPasswordField";

const temporary = {
  ...usersAPI,
  create: (body: RegisterRequestCreate, key: string) => usersAPI.create({ ...body, must_change_password: true }, key),
};

export default function NewUser() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [defaults] = useState(() => ({ role: "staff", password: suggestPassword() }));
  return (
    <Page title={t("users.new")}>
      <RecordForm
        kind="users"
        resource={temporary}
        rows={newUserRows}
        schemas={{ create: registerRequestCreate, update: userUpdate }}
        defaults={defaults}
        label={t("users.new")}
        submit={t("users.make")}
        onCancel={() => void navigate("/users")}
        onSaved={(user) => {
          toast.success(t("users.created", { name: user.username }));
          void navigate(`/users/${user.id}`, { replace: true });
        }}
      />
    </Page>
  );
}

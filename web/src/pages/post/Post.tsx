// The Post screen: one grid for every kind of posting.
import { lazy, Suspense, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useScans } from "@/app/scans";
import { useShortcut } from "@/app/shortcuts";
import { usePermissionCheck } from "@/auth/permissions";
import { Page } from "@/components/Page";
import type { Me } from "@/api/types";
import { toast } from "@/lib/toast";
import { useAuthStore } from "@/stores/authStore";
import { PostedNotice } from "./PostedNotice";
import { focusFault, focusKind, focusScan } from "./focus";
import { Foot } from "./Foot";
import { Head } from "./Head";
import { LastPostings } from "./LastPostings";
import { Lines } from "./Lines";
import { Notices } from "./Notices";
import { usePostParams } from "./usePostParams";
import { usePost } from "./usePost";
import { useUnits } from "./useUnits";

// Most postings need neither.
const CorrectionNotice = lazy(() => import("./CorrectionNotice"));
const PastedNotice = lazy(() => import("./PastedNotice"));

export default function Post() {
  const user = useAuthStore((state) => state.user);
  return user && <PostOf key={user.id} user={user} />;
}

function PostOf({ user }: { user: Me }) {
  const { t } = useTranslation();
  const can = usePermissionCheck();
  const [url] = useSearchParams();
  const units = useUnits();
  const post = usePost(user.id, units);
  const { grid, change, send, refused } = post;
  usePostParams(grid, change, can);
  const typed = useRef("");
  const onType = useCallback((text: string) => {
    typed.current = text;
  }, []);
  const ask = useCallback(() => {
    send(typed.current);
    focusScan();
  }, [send]);
  useEffect(() => {
    if (refused) focusFault(refused.line);
  }, [refused]);
  useScans((code) => {
    if (grid.sent) toast.warning(t("post.scan_waits", { code }));
    else change({ do: "scan", text: code });
    focusScan();
  });
  useShortcut("Ctrl+Enter", "post.key_post", ask);
  useShortcut("F2", "post.key_kind", focusKind);
  useShortcut("F4", "post.key_scan", focusScan);

  return (
    <Page title={t("post.title")}>
      <section id="post" aria-label={t("post.title")} className="flex flex-col gap-4">
        <Suspense>{(grid.correcting || url.has("correct")) && <CorrectionNotice grid={grid} change={change} />}</Suspense>
        <Head grid={grid} change={change} zone={user.timezone} disabled={grid.sent !== undefined} />
        <Suspense>{grid.pasted && <PastedNotice pasted={grid.pasted} change={change} />}</Suspense>
        <Lines grid={grid} change={change} units={units} onType={onType} />
        <Notices post={post} onAsk={ask} />
        <Foot post={post} onPost={ask} />
      </section>
      <PostedNotice post={post} />
      <LastPostings />
    </Page>
  );
}

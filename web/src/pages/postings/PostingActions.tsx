// Actions on a posting, by permission: slip, correct, reverse.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { invalidateStock } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { Posting } from "@/api/types";
import { useIdempotent } from "@/api/useIdempotent";
import { usePermissionCheck } from "@/auth/permissions";
import { ReasonAction } from "@/components/ReasonAction";
import { button } from "@/components/ui/button";
import { toast } from "@/lib/toast";
import { useAuthStore } from "@/stores/authStore";
import { focusScan } from "../post/focus";

function useMayTakeBack(posting: Posting): boolean {
  const can = usePermissionCheck();
  const me = useAuthStore((state) => state.user?.id);
  const isFree = posting.kind !== "reversal" && !posting.reversed_by_id && !posting.document_id;
  return isFree && (can("stock.reverse") || (can("stock.reverse_own") && posting.created_by === me));
}

export function PostingActions({ posting }: { posting: Posting }) {
  const { t } = useTranslation();
  const mayTakeBack = useMayTakeBack(posting);
  const small = button({ variant: "outline", size: "default" });
  return (
    <>
      <Link to={`/postings/${posting.id}?print=1`} className={small} aria-label={t("post.slip_of", { number: posting.number })}>
        {t("post.slip")}
      </Link>
      {mayTakeBack && (
        <>
          <Link to={`/post?correct=${posting.id}`} className={small} aria-label={t("post.correct_this", { number: posting.number })}>
            {t("post.correct")}
          </Link>
          <Reverse posting={posting} />
        </>
      )}
    </>
  );
}

function Reverse({ posting }: { posting: Posting }) {
  const { t } = useTranslation();
  const idempotent = useIdempotent();
  const reverse = async (reason: string) => {
    const reversal = await idempotent.run((key) => inventoryAPI.reverse(posting.id, { reason }, key));
    toast.success(t("ledger.reversed", { number: reversal.number }));
    await invalidateStock();
  };
  return (
    <ReasonAction
      label={t("ledger.reverse")}
      title={t("ledger.reverse_title", { number: posting.number })}
      text={t("ledger.reverse_text", { count: posting.line_count ?? 0 })}
      act={reverse}
      goOn={focusScan}
    />
  );
}

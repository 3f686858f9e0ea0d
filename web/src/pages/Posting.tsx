// One posting: when, why and by whom, its lines, its reversal. The printed page is the slip.
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Movement as MovementType, Posting as PostingType, StockTransaction } from "@/api/types";
import { pathOf } from "@/records";
import { Code } from "@/components/Code";
import { ErrorState } from "@/components/ErrorState";
import { DateTime } from "@/components/DateTime";
import { Movement } from "@/components/Movement";
import { Page } from "@/components/Page";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { Rows, type Column } from "@/components/Rows";
import { FactsSkeleton } from "@/components/Skeletons";
import { UserName } from "@/components/UserName";
import { cn } from "@/lib/cn";
import { CorrectedLines } from "./postings/CorrectedLines";
import { PostingActions } from "./postings/PostingActions";
import { Signatures } from "./postings/Signatures";
import { SlipHead } from "./postings/SlipHead";
import { TakenBack, usePosting } from "./postings/TakenBack";

export default function Posting() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const answer = usePosting(id);
  const posting = answer.data;
  return (
    <Page
      title={posting?.number ?? t("ledger.posting")}
      beside={posting?.reversed_by_id && <TakenBack by={posting.reversed_by_id} />}
      actions={posting && <PostingActions posting={posting} />}
    >
      {answer.isPending && <FactsSkeleton />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {posting && <SlipHead number={posting.number} />}
      {posting && <Facts posting={posting} />}
      {posting && <Content posting={posting} />}
    </Page>
  );
}

function Content({ posting }: { posting: PostingType }) {
  const { t } = useTranslation();
  const isCorrection = posting.kind === "correction";
  return (
    <div className="space-y-4">
      {isCorrection && <CorrectedLines lines={linesOf(posting)} />}
      {isCorrection && (
        <h2 data-print="no" className="pt-2 font-semibold">
          {t("ledger.title")}
        </h2>
      )}
      <div className={cn(isCorrection && "print:hidden")}>
        <Lines lines={linesOf(posting)} />
      </div>
    </div>
  );
}

const none: readonly StockTransaction[] = [];
const linesOf = (posting: PostingType): readonly StockTransaction[] => posting.lines ?? none;

interface FactProps {
  name: string;
  /** Only on the printed slip; on screen it is redundant. */
  isForPaper?: boolean;
  children: ReactNode;
}

function Fact({ name, isForPaper, children }: FactProps) {
  return (
    <div className={cn(isForPaper && "not-print:hidden")}>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

/** The movement of all lines; undefined if they differ. */
function movementOf(lines: readonly StockTransaction[]): MovementType | undefined {
  const type = lines[0]?.transaction_type;
  return lines.every((line) => line.transaction_type === type) ? type : undefined;
}

function Facts({ posting }: { posting: PostingType }) {
  const { t } = useTranslation();
  const movement = movementOf(linesOf(posting));
  return (
    <dl className="grid grid-cols-2 gap-3 max-sm:text-balance max-sm:[&_time]:whitespace-normal sm:grid-cols-3 lg:grid-cols-4">
      <Fact name={t("field.number")} isForPaper>
        <Code code={posting.number} />
      </Fact>
      <Fact name={t("field.kind")} isForPaper={posting.kind === "posting"}>{t(`word.posting_kind.${posting.kind}`)}</Fact>
      {movement && (
        <Fact name={t("field.transaction_type")}>
          <Movement type={movement} />
        </Fact>
      )}
      <Fact name={t("field.transaction_date")}>
        <DateTime at={posting.transaction_date} />
      </Fact>
      <Fact name={t("field.posted_at")}>
        <DateTime at={posting.posted_at} />
      </Fact>
      <Fact name={t("field.created_by_name")}>
        <UserName name={posting.created_by_name} />
      </Fact>
      {(["reference", "remarks", "reason"] as const).map(
        (name) =>
          posting[name] && (
            <Fact key={name} name={t(`field.${name}`)}>
              {posting[name]}
            </Fact>
          ),
      )}
      {(["reverses_id", "reversed_by_id"] as const).map(
        (name) =>
          posting[name] && (
            <OtherPosting key={name} name={name} id={posting[name]} isCorrection={posting.kind === "correction"} />
          ),
      )}
    </dl>
  );
}

interface OtherPostingProps {
  name: "reverses_id" | "reversed_by_id";
  id: string;
  /** Of the posting shown. */
  isCorrection: boolean;
}

/** A link to the posting that this one takes back, or that took this one back. */
function OtherPosting({ name, id, isCorrection }: OtherPostingProps) {
  const { t } = useTranslation();
  const { data } = usePosting(id);
  const corrects = name === "reverses_id" ? isCorrection : data?.kind === "correction";
  return (
    <Fact name={t(corrects ? `ledger.${name}` : `field.${name}`)}>
      <Link to={pathOf("posting", id)} className="text-primary underline underline-offset-4">
        {data ? <span className="font-mono">{data.number}</span> : t("ledger.posting")}
      </Link>
    </Fact>
  );
}

function useColumns(lines: readonly StockTransaction[]): Column<StockTransaction>[] {
  return useMemo(() => {
    const places = mostPlaces(lines.map((line) => line.quantity));
    const costPlaces = mostPlaces(lines.map((line) => line.unit_cost));
    const all: (Column<StockTransaction> & { isLeftOut?: boolean })[] = [
      { id: "item_code", title: "field.item_code", isCode: true, onPhone: "title", cell: (line) => line.item_code },
      { id: "item_name", title: "field.item_name", onPhone: "title", cell: (line) => line.item_name },
      { id: "quantity", title: "field.quantity", isNumber: true, onPhone: "figure", cell: (line) => <Quantity value={line.quantity} unit={line.uom ?? ""} places={places} withSign /> },
      // The server omits costs without permission.
      { id: "unit_cost", title: "field.unit_cost", isNumber: true, isLeftOut: lines.every((line) => line.unit_cost === undefined), cell: (line) => line.unit_cost !== undefined && <Quantity value={line.unit_cost} places={costPlaces} /> },
      { id: "lot", title: "field.lot", isCode: true, isLeftOut: lines.every((line) => line.lot === ""), cell: (line) => line.lot },
      { id: "location_code", title: "field.location_id", isCode: true, onPhone: "plain", cell: (line) => line.location_code },
      { id: "transaction_type", title: "field.transaction_type", onPhone: "plain", isLeftOut: movementOf(lines) !== undefined, cell: (line) => <Movement type={line.transaction_type} /> },
      { id: "reason_code", title: "field.reason_code", isLeftOut: lines.every((line) => line.reason_code === undefined), cell: (line) => line.reason_code },
    ];
    return all.filter(({ isLeftOut }) => !isLeftOut);
  }, [lines]);
}

function Lines({ lines }: { lines: readonly StockTransaction[] }) {
  const { t } = useTranslation();
  return (
    <div className="rounded-md border bg-card print:rounded-none print:border-x-0">
      <Rows rows={lines} columns={useColumns(lines)} label={t("field.lines")} rowKey={({ id }) => id} rowPath={({ item_id }) => pathOf("item", item_id)} foot={<Signatures />} />
    </div>
  );
}

// Opens the record of a scanned code. Returns the error, `not_found` for an unknown code.
import { useCallback } from "react";
import { useNavigate } from "react-router";
import { toApiError, type ApiError } from "@/api/errors";
import { mastersAPI } from "@/api/services";
import { pathOf } from "@/records";

export const searchPath = (words: string): string => `/items?${new URLSearchParams({ q: words }).toString()}`;

export function useOpenCode(): (code: string) => Promise<ApiError | undefined> {
  const navigate = useNavigate();
  return useCallback(async (code) => {
    try {
      const found = await mastersAPI.lookup(code);
      await navigate(pathOf(found.kind, found.id));
      return undefined;
    } catch (thrown) {
      return toApiError(thrown);
    }
  }, [navigate]);
}

// Routes from the table of pages: public pages alone, all others behind sign-in and in the frame.
// A page is loaded before it is shown; until then the previous one stays.
import { lazy, Suspense } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { RequirePermission } from "./RequirePermission";
import { PageError } from "./PageError";
import { RequireSignIn } from "./RequireSignIn";
import { NotFound } from "./NotFound";
import { pages, type PageRow } from "./pages";

// Not part of the sign-in page.
const Frame = lazy(() => import("./Frame"));

const Nothing = () => null;

function asRoute(row: PageRow): RouteObject {
  return {
    path: row.path,
    errorElement: <PageError />,
    lazy: async () => {
      const { default: Content } = await row.load();
      return {
        element: (
          <RequirePermission needs={row.needs}>
            <Content />
          </RequirePermission>
        ),
      };
    },
  };
}

const framed = (
  <Suspense>
    <Frame />
  </Suspense>
);

export const router = createBrowserRouter([
  {
    errorElement: <PageError />,
    HydrateFallback: Nothing,
    children: [
      ...pages.filter((row) => row.isPublic).map(asRoute),
      {
        element: <RequireSignIn />,
        children: [{ element: framed, children: [...pages.filter((row) => !row.isPublic).map(asRoute), { path: "*", element: <NotFound /> }] }],
      },
    ],
  },
]);

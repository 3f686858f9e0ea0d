// Routes from the table of pages: public pages alone, all others behind sign-in and in the frame.
// A page is loaded before it is shown; until then the previous one stays, at first that of index.html.
import { createBrowserRouter, type RouteObject } from "react-router";
import { Frame } from "./Frame";
import { RequirePermission } from "./RequirePermission";
import { PageError } from "./PageError";
import { RequireSignIn } from "./RequireSignIn";
import { NotFound } from "./NotFound";
import { pages, type PageRow } from "./pages";

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

export const router = createBrowserRouter([
  {
    errorElement: <PageError />,
    HydrateFallback: Nothing,
    children: [
      ...pages.filter((row) => row.isPublic).map(asRoute),
      {
        element: <RequireSignIn />,
        children: [{ element: <Frame />, children: [...pages.filter((row) => !row.isPublic).map(asRoute), { path: "*", element: <NotFound /> }] }],
      },
    ],
  },
]);

/** Resolves when the page of the address is loaded, or has failed to. */
export function pageLoaded(): Promise<void> {
  return new Promise((done) => {
    const tell = ({ initialized }: { initialized: boolean }) => {
      if (initialized) done();
    };
    router.subscribe(tell);
    tell(router.state);
  });
}

// Everything that surrounds a page: server state, router, toasts.
import { config } from "@/config";

export function App() {
  return <h1>{config.appName}</h1>;
}

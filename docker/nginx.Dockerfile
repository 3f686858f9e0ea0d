# nginx with its configuration and the web app; certificate and key are mounted at /tls.
FROM node:24-bookworm-slim AS docs
COPY doc/api /docs
WORKDIR /docs
RUN npm ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund \
	&& mkdir /out && cp *.html *.js node_modules/swagger-ui-dist/swagger-ui.css \
	node_modules/swagger-ui-dist/swagger-ui-bundle.js node_modules/swagger-ui-dist/favicon-32x32.png \
	node_modules/redoc/bundles/redoc.standalone.js /out

FROM node:24-bookworm-slim AS web
COPY web /web
WORKDIR /web
RUN npm ci --no-audit --no-fund && npm run build

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends nginx-light \
	&& rm -rf /var/lib/apt/lists/* && groupadd -g 10001 ccpl && useradd -u 10002 -g ccpl -M nginx-ccpl
COPY --from=docs /out /usr/share/ccpl/apidocs
COPY --from=web /web/dist /usr/share/ccpl/web
COPY nginx /usr/share/ccpl/nginx
COPY docker/nginx-start /usr/libexec/nginx-start
USER nginx-ccpl
ENTRYPOINT ["/usr/libexec/nginx-start"]

namespace Manifests.Tests.Mutations;

/// <summary>Faults that people make in YAML, each put alone into an overlay, production unless it says otherwise.</summary>
internal static class Faults
{
    /// <summary>What the schema of Kubernetes finds by itself.</summary>
    public static readonly Mutation[] OfShape =
    [
        new("a field is misspelt", "Deployment/api", "add", "~c/livenessProb", """{"httpGet":{"path":"/health","port":"http"}}"""),
        new("a count is text", "StatefulSet/postgres", "replace", "/spec/replicas", "\"1\""),
        new("a variable is a number", "Deployment/api", "add", "~c/env/-", """{"name":"BATCH","value":5}"""),
        new("a probe's scheme is in lower case", "Deployment/api", "replace", "~c/livenessProbe/httpGet/scheme", "\"http\""),
        new("an old API version", "PodDisruptionBudget/api", "replace", "/apiVersion", "\"policy/v1beta1\""),
        new("an ingress path without a type", "Ingress/frontend", "remove", "/spec/rules/0/http/paths/0/pathType", Overlay: "ingress-nginx"),
        new("an ingress backend in the old form", "Ingress/frontend", "replace", "/spec/rules/0/http/paths/0/backend", """{"serviceName":"frontend","servicePort":3000}""", "ingress-nginx"),
        new("a route's path has an unknown type", "HTTPRoute/api", "replace", "/spec/rules/0/matches/0/path/type", "\"Prefix\""),
        new("a route's field is misspelt", "HTTPRoute/api", "add", "/spec/rules/0/backendRef", """[{"name":"api","port":5000}]"""),
        new("a route's port is text", "HTTPRoute/api", "replace", "/spec/rules/0/backendRefs/0/port", "\"5000\""),
        new("a scrape's field is misspelt", "ServiceMonitor/voting", "add", "/spec/endpoints/0/honourLabels", "true", "monitoring"),
        new("an autoscaler with the British spelling", "HorizontalPodAutoscaler/api", "replace", "/spec/metrics/0/resource/target", """{"type":"Utilization","averageUtilisation":70}"""),
        new("a selector is missing", "Deployment/worker", "remove", "/spec/selector"),
        new("a port is a map", "Service/api", "replace", "/spec/ports/0/port", """{"number":5000}"""),
        new("an unknown kind", "Deployment/api", "replace", "/kind", "\"Deploymnet\""),
        new("a list where a map belongs", "Deployment/api", "replace", "/spec/template/metadata/labels", """["app"]"""),
        new("a network policy with a string for a port list", "NetworkPolicy/api", "replace", "/spec/ingress/0/ports", "\"5000\""),
        new("limits at the pod instead of the container", "Deployment/api", "add", "~p/limits", """{"cpu":"1"}"""),
        new("a size with a typing error", "StatefulSet/redis", "replace", "~c/resources/limits/memory", "\"512Mb\""),
    ];

    /// <summary>What only our rules know.</summary>
    public static readonly Mutation[] OfMeaning =
    [
        // Selection and routing
        new("the selector of a Service has a typing error", "Service/api", "replace", "/spec/selector/app", "\"apo\""),
        new("a Service leads to another's pods", "Service/results", "replace", "/spec/selector/app", "\"frontend\""),
        new("a Service leads to a port that nobody serves", "Service/api", "replace", "/spec/ports/0/targetPort", "8080"),
        new("a Service listens on another port than the model says", "Service/api", "replace", "/spec/ports/0/port", "80"),
        new("the pods' label is no longer their selector's", "Deployment/frontend", "replace", "/spec/template/metadata/labels/app", "\"front\""),
        new("two workloads share a selector", "Deployment/worker", "replace", "/spec/selector/matchLabels", """{"app.kubernetes.io/part-of":"voting"}"""),
        new("a Service is missing", "Service/redis", "delete"),
        new("the headless Service has an address", "Service/postgres-headless", "remove", "/spec/clusterIP"),
        new("a StatefulSet names no governing Service", "StatefulSet/redis", "replace", "/spec/serviceName", "\"cache\""),
        new("an ingress names a Service that does not exist", "Ingress/api", "replace", "/spec/rules/0/http/paths/0/backend/service/name", "\"gateway\"", "ingress-nginx"),
        new("an ingress names a port that does not exist", "Ingress/api", "replace", "/spec/rules/0/http/paths/0/backend/service/port", """{"name":"https"}""", "ingress-nginx"),
        new("a host has no certificate", "Ingress/results", "replace", "/spec/tls/0/hosts/0", "\"other.example.com\"", "ingress-nginx"),
        new("an ingress rewrites paths", "Ingress/api", "add", "/metadata/annotations/nginx.ingress.kubernetes.io~1rewrite-target", "\"/\"", "ingress-nginx"),
        new("the rate limit is gone", "Ingress/api", "remove", "/metadata/annotations/nginx.ingress.kubernetes.io~1limit-rps", Overlay: "ingress-nginx"),
        new("the API gets affinity", "Ingress/api", "add", "/metadata/annotations/nginx.ingress.kubernetes.io~1affinity", "\"cookie\"", "ingress-nginx"),
        new("a Service gets affinity", "Service/frontend-service", "add", "/spec/sessionAffinity", "\"ClientIP\"", "nodeport"),
        new("a route names a Service that does not exist", "HTTPRoute/api", "replace", "/spec/rules/0/backendRefs/0/name", "\"gateway\""),
        new("a route names a port that does not exist", "HTTPRoute/api", "replace", "/spec/rules/0/backendRefs/0/port", "80"),
        new("a route is for a host without a certificate", "HTTPRoute/results", "replace", "/spec/hostnames/0", "\"other.example.com\""),
        new("a route is for every host", "HTTPRoute/results", "remove", "/spec/hostnames"),
        new("a route is attached to a listener that is not there", "HTTPRoute/results", "replace", "/spec/parentRefs/0/sectionName", "\"result\""),
        new("a route is attached to every listener", "HTTPRoute/results", "remove", "/spec/parentRefs/0/sectionName"),
        new("plain HTTP is answered by a page", "HTTPRoute/frontend", "replace", "/spec/parentRefs/0/sectionName", "\"http\""),
        new("a route rewrites paths", "HTTPRoute/api", "add", "/spec/rules/0/filters", """[{"type":"URLRewrite","urlRewrite":{"path":{"type":"ReplacePrefixMatch","replacePrefixMatch":"/"}}}]"""),
        new("no route leads to the results", "HTTPRoute/results", "delete"),
        new("the worker is routed to", "HTTPRoute/frontend", "replace", "/spec/rules/0/backendRefs/0", """{"name":"worker","port":8080}"""),
        new("two routes for one path", "HTTPRoute/frontend", "replace", "/spec/rules/0/matches/0/path/value", "\"/api\""),
        new("no Ingress leads to the results", "Ingress/results", "delete", Overlay: "ingress-nginx"),
        new("the worker is exposed", "Ingress/frontend", "replace", "/spec/rules/0/http/paths/0/backend/service/name", "\"worker\"", "ingress-nginx"),
        new("the database gets a NodePort", "Service/postgres", "replace", "/spec/type", "\"NodePort\""),

        // Scaling and rollout
        new("an autoscaler targets nothing", "HorizontalPodAutoscaler/results", "replace", "/spec/scaleTargetRef/name", "\"result\""),
        new("fewer replicas than documented", "HorizontalPodAutoscaler/api", "replace", "/spec/minReplicas", "1"),
        new("an autoscaler that cannot scale", "HorizontalPodAutoscaler/worker", "replace", "/spec/maxReplicas", "2"),
        new("a count beside the autoscaler", "Deployment/api", "add", "/spec/replicas", "3"),
        new("an autoscaler is missing", "HorizontalPodAutoscaler/worker", "delete"),
        new("a budget that blocks every drain", "PodDisruptionBudget/api", "replace", "/spec/maxUnavailable", "0"),
        new("a budget for nobody", "PodDisruptionBudget/results", "replace", "/spec/selector/matchLabels/app", "\"result\""),
        new("a budget is missing", "PodDisruptionBudget/frontend", "delete"),
        new("a pod is missing while its successor starts", "Deployment/api", "replace", "/spec/strategy/rollingUpdate/maxUnavailable", "1"),
        new("everything is replaced at once", "Deployment/api", "replace", "/spec/strategy", """{"type":"Recreate"}"""),
        new("pods are killed in the middle of their work", "Deployment/worker", "replace", "~p/terminationGracePeriodSeconds", "5"),
        new("requests arrive at a pod that has stopped", "Deployment/frontend", "remove", "~c/lifecycle"),
        new("two databases with separate data", "StatefulSet/postgres", "replace", "/spec/replicas", "2"),
        new("all pods on one node", "Deployment/api", "remove", "~p/topologySpreadConstraints"),

        // Secrets and configuration
        new("a password in clear", "Deployment/api", "replace", "~c/env=ConnectionStrings__votes/value", "\"Host=postgres;Port=5432;Username=voting_api;Password=hunter2;Database=votes\""),
        new("a password in a ConfigMap", "ConfigMap/app-config", "add", "/data/DB_PASSWORD", "\"hunter2\""),
        new("a Secret with its value", "ConfigMap/runtime", "replace", "/kind", "\"Secret\""),
        new("a key that the Secret does not have", "Deployment/api", "replace", "~c/env=SECRET_VOTER_KEY/valueFrom/secretKeyRef/key", "\"voterkey\""),
        new("a Secret that nobody makes", "Deployment/results", "replace", "~c/env=SECRET_SESSION_KEY/valueFrom/secretKeyRef/name", "\"session\""),
        new("a password used before it is defined", "Deployment/worker", "add", "~c/env/0", """{"name":"ConnectionStrings__redis","value":"redis:6379,password=$(SECRET_REDIS_PASSWORD)"}"""),
        new("the definition of a password is missing", "Deployment/worker", "remove", "~c/env=SECRET_REDIS_PASSWORD"),
        new("a variable twice", "Deployment/api", "add", "~c/env/-", """{"name":"HTTP_PORTS","value":"5001"}"""),
        new("an unresolved reference", "Deployment/frontend", "replace", "~c/env=services__api__http__0/value", "\"{api.bindings.http.url}\""),
        new("an HTML escape", "Deployment/api", "replace", "~c/env=FirstPoll__Question/value", "\"Cats &amp; dogs?\""),
        new("an address that the model does not give", "Deployment/frontend", "replace", "~c/env=services__api__http__0/value", "\"http://api:80\""),
        new("a ConfigMap is missing", "ConfigMap/app-config", "delete"),
        new("a key that the ConfigMap does not have", "Deployment/results", "replace", "~c/env=DB_HOST/valueFrom/configMapKeyRef/key", "\"DATABASE_HOST\""),
        new("the migrations lose a login", "Job/migrations", "remove", "~c/env=ConnectionStrings__votes-worker"),
        new("the migrations do not migrate", "Job/migrations", "remove", "~c/args"),
        new("a resource of the model is missing", "Deployment/worker", "delete"),

        // Probes and capacity
        new("no readiness probe", "Deployment/api", "remove", "~c/readinessProbe"),
        new("readiness asks for liveness", "Deployment/results", "replace", "~c/readinessProbe/httpGet/path", "\"/health\""),
        new("a probe on a port where nothing listens", "Deployment/api", "replace", "~c/livenessProbe/httpGet/port", "\"metrics\""),
        new("a database without a probe", "StatefulSet/postgres", "remove", "~c/readinessProbe"),
        new("no limits", "Deployment/api", "remove", "~c/resources/limits"),
        new("a limit below the request", "Deployment/frontend", "replace", "~c/resources/limits/memory", "\"128Mi\""),
        new("an image without a version", "Deployment/api", "replace", "~c/image", "\"registry.example.com/voting/api\""),
        new("the latest image", "StatefulSet/postgres", "replace", "~c/image", "\"docker.io/library/postgres:latest\""),

        // Security
        new("a pod may run as root", "Deployment/api", "replace", "~p/securityContext/runAsNonRoot", "false"),
        new("a container that is privileged", "Deployment/worker", "add", "~c/securityContext/privileged", "true"),
        new("a writable root file system", "Deployment/api", "remove", "~c/securityContext/readOnlyRootFilesystem"),
        new("capabilities are kept", "Job/migrations", "remove", "~c/securityContext/capabilities"),
        new("no seccomp profile", "StatefulSet/redis", "remove", "~p/securityContext/seccompProfile"),
        new("the node's network", "Deployment/frontend", "add", "~p/hostNetwork", "true"),
        new("a token for the cluster's API", "Deployment/api", "remove", "~p/automountServiceAccountToken"),
        new("service links overwrite REDIS_PORT", "Deployment/api", "replace", "~p/enableServiceLinks", "true"),

        // Storage
        new("the database on emptyDir", "StatefulSet/postgres", "remove", "/spec/volumeClaimTemplates"),
        new("the claim is mounted beside the data", "StatefulSet/redis", "replace", "~c/volumeMounts/0/mountPath", "\"/var/data\""),
        new("Redis forgets on a crash", "StatefulSet/redis", "replace", "~c/args/1", "\"redis-server --requirepass $REDIS_PASSWORD --save 60 1\""),
        new("Redis has less memory than it may fill", "StatefulSet/redis", "replace", "~c/resources/limits/memory", "\"448Mi\""),
        new("an unbounded scratch directory", "Deployment/api", "replace", "~p/volumes/0/emptyDir", "{}"),

        // Network
        new("no default deny", "NetworkPolicy/default-deny", "delete"),
        new("the API cannot reach Redis", "NetworkPolicy/api", "remove", "/spec/egress/0"),
        new("PostgreSQL does not let the migrations in", "NetworkPolicy/postgres", "remove", "/spec/ingress/0/from/3"),
        new("Results may reach Redis", "NetworkPolicy/redis", "add", "/spec/ingress/0/from/-", """{"podSelector":{"matchLabels":{"app.kubernetes.io/name":"results"}}}"""),
        new("the Frontend may send anywhere", "NetworkPolicy/frontend", "add", "/spec/egress/-", "{}"),
        new("the gateway is locked out", "NetworkPolicy/from-gateway", "delete"),
        new("the gateway reaches the worker", "NetworkPolicy/worker", "add", "/spec/ingress", """[{"from":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"gateway"}},"podSelector":{}}],"ports":[{"protocol":"TCP","port":8080}]}]"""),
        new("another gateway is let in", "NetworkPolicy/from-gateway", "replace", "/spec/ingress/0/from/0/podSelector/matchLabels", """{"gateway.networking.k8s.io/gateway-name":"voting-internal"}"""),
        new("the ingress controller is locked out", "NetworkPolicy/from-ingress-nginx", "remove", "/spec/ingress/0/ports/0", Overlay: "ingress-nginx"),
        new("pods of every namespace are let in", "NetworkPolicy/from-gateway", "add", "/spec/ingress/0/from/0", """{"namespaceSelector":{},"podSelector":{}}"""),
        new("nodes are locked out", "NetworkPolicy/from-outside", "delete", Overlay: "nodeport"),
        new("no names can be looked up", "NetworkPolicy/dns", "delete"),
        new("DNS over UDP is forgotten", "NetworkPolicy/dns", "remove", "/spec/egress/0/ports/0"),
        new("telemetry is cut off", "NetworkPolicy/telemetry", "replace", "/spec/egress/0/ports/0/port", "4318"),
        new("a policy on the wrong port", "NetworkPolicy/postgres", "replace", "/spec/ingress/0/ports/0/port", "5433"),
        new("a policy for nobody", "NetworkPolicy/worker", "replace", "/spec/podSelector/matchLabels/app.kubernetes.io~1name", "\"workers\""),

        new("a path leads to two Services", "Ingress/frontend", "replace", "/spec/rules/0/http/paths/0/path", "\"/api\"", "ingress-nginx"),
        new("two Ingresses ask for one certificate", "Ingress/api", "add", "/metadata/annotations/cert-manager.io~1cluster-issuer", "\"letsencrypt-prod\"", "ingress-nginx"),
        new("nobody asks for a certificate", "Ingress/results", "remove", "/metadata/annotations/cert-manager.io~1cluster-issuer", Overlay: "ingress-nginx"),
        new("plain HTTP is let through", "Ingress/api", "replace", "/metadata/annotations/nginx.ingress.kubernetes.io~1ssl-redirect", "\"false\"", "ingress-nginx"),

        // Canary
        new("production's Service takes the canary too", "Service/api", "replace", "/spec/selector", """{"app.kubernetes.io/name":"api"}""", "canary"),
        new("the canary's Service takes production too", "Service/api-canary", "replace", "/spec/selector", """{"app.kubernetes.io/name":"api"}""", "canary"),
        new("production's Deployment claims the canary's pods", "Deployment/api-canary", "replace", "/spec/template/metadata/labels/app", "\"api\"", "canary"),
        new("the budget counts the canary", "PodDisruptionBudget/api", "replace", "/spec/selector/matchLabels", """{"app.kubernetes.io/name":"api"}""", "canary"),
        new("the canary is what everybody runs", "Deployment/api-canary", "replace", "~c/image", "\"registry.example.com/voting/api:1.0.0\"", "canary"),
        new("the canary is another service", "Deployment/api-canary", "replace", "~c/image", "\"registry.example.com/voting/results:1.1.0\"", "canary"),
        new("the canary gets everything", "HTTPRoute/api", "replace", "/spec/rules/0/backendRefs/0/weight", "0", "canary"),
        new("the canary has no share", "HTTPRoute/api", "replace", "/spec/rules/0/backendRefs/1/weight", "0", "canary"),
        new("only those that ask for it reach the canary", "HTTPRoute/api", "remove", "/spec/rules/0/backendRefs/1", Overlay: "canary"),
        new("the canary is for a path of its own", "HTTPRoute/api", "replace", "/spec/rules/2/matches/0/path/value", "\"/api/v2\"", "canary"),
        new("everybody's requests go to the canary alone", "HTTPRoute/api", "remove", "/spec/rules/2/matches/0/headers", Overlay: "canary"),
        new("the canary has no network paths", "Deployment/api-canary", "replace", "/spec/template/metadata/labels/app.kubernetes.io~1name", "\"api-canary\"", "canary"),
        new("nobody says that it is a canary", "Deployment/api-canary", "remove", "/spec/template/metadata/labels/track", Overlay: "canary"),

        // Administrator's host
        new("everybody reaches the administrator's host", "HTTPRoute/api-admin", "replace", "/spec/parentRefs/0/name", "\"voting\"", "hosts"),
        new("the key is taken at every host", "Deployment/api", "remove", "~c/env=Organiser__Host", Overlay: "hosts"),
        new("the key is taken at a public host", "Deployment/api", "replace", "~c/env=Organiser__Host/value", "\"api.voting.example.com\"", "hosts"),
        new("a public path at the administrator's host", "HTTPRoute/api-host", "replace", "/spec/hostnames/0", "\"admin.voting.example.com\"", "hosts"),

        // Telemetry
        new("the scrape annotation names another port", "Service/otel-collector", "replace", "/metadata/annotations/prometheus.io~1port", "\"8889\"", "monitoring"),
        new("the scrape annotation is gone", "Service/otel-collector", "remove", "/metadata/annotations/prometheus.io~1scrape", Overlay: "monitoring"),
        new("the metrics port leads to the OTLP receiver", "Service/otel-collector", "replace", "/spec/ports/1/targetPort", "\"otlp\"", "monitoring"),
        new("a service claims metrics that it does not serve", "Service/api", "add", "/metadata/annotations", """{"prometheus.io/scrape":"true","prometheus.io/port":"5000","prometheus.io/path":"/metrics"}"""),
        new("everything is scraped twice", "Deployment/otel-collector", "add", "/spec/template/metadata/annotations", """{"prometheus.io/scrape":"true"}""", "monitoring"),
        new("Prometheus is locked out", "NetworkPolicy/otel-collector", "remove", "/spec/ingress/1", Overlay: "monitoring"),
        new("a ServiceMonitor for a port that is not there", "ServiceMonitor/voting", "replace", "/spec/endpoints/0/port", "\"http\"", "monitoring"),
        new("a ServiceMonitor for nobody", "ServiceMonitor/voting", "replace", "/spec/selector/matchLabels/app", "\"collector\"", "monitoring"),
        new("the latest collector", "Deployment/otel-collector", "replace", "~c/image", "\"docker.io/otel/opentelemetry-collector:latest\"", "monitoring"),

        // Naming
        new("an object in another namespace", "ConfigMap/app-config", "replace", "/metadata/namespace", "\"default\""),
        new("labels that tools look for are missing", "Deployment/api", "remove", "/spec/template/metadata/labels/app.kubernetes.io~1component"),
        new("an object is there twice", "Service/api", "copy"),
        new("the namespace lets anything run", "Namespace/voting", "remove", "/metadata/labels/pod-security.kubernetes.io~1enforce"),
    ];
}

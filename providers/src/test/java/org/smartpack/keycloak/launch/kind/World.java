/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.keycloak.common.util.Time;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.RootAuthenticationSessionModel;
import org.keycloak.userprofile.UserProfileProvider;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.client.FhirClient;
import org.smartpack.keycloak.fhir.client.FhirView;
import org.smartpack.keycloak.fhir.client.ReadResult;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.app.SmartAppMapper;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.LaunchStore;
import org.smartpack.keycloak.scope.RequestedScopes;

/** A realm without Keycloak: one app, one FHIR server, browsers, and a store that all requests share. */
final class World {

    static final String BASE = "https://fhir.example.org/fhir";
    static final String HANDLE = "handle";

    private static final String BROWSER_COOKIE = "SMART_LAUNCH_BROWSER";

    final ClientModel app = app("app", Map.of());
    final FhirServer server = server("fhir", BASE, true);
    final UPConfig userProfile = new UPConfig();

    private final Map<String, Map<String, String>> stored = new HashMap<>();
    private final Map<String, AuthenticationSessionModel> tabs = new LinkedHashMap<>();
    private Map<String, Cookie> cookies = Map.of();

    private final SingleUseObjectProvider store =
            model(SingleUseObjectProvider.class, (self, method, args) -> switch (method.getName()) {
                case "put" -> stored.put((String) args[0], copy(args[2]));
                case "putIfAbsent" -> stored.putIfAbsent((String) args[0], Map.of()) == null;
                case "get" -> stored.get(args[0]);
                case "contains" -> stored.containsKey(args[0]);
                case "remove" -> stored.remove(args[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final RealmModel realm = model(RealmModel.class, (self, method, args) -> switch (method.getName()) {
        case "getId", "getName" -> "realm";
        case "getRequiredActionProviderByAlias", "getRequiredActionConfigByAlias" -> null;
        case "getComponentsStream" -> Stream.empty();
        case "getAccessCodeLifespanLogin", "getAccessCodeLifespanUserAction", "getAccessCodeLifespan" -> 60;
        default -> throw new UnsupportedOperationException(method.getName());
    });

    private final HttpHeaders headers = model(
            HttpHeaders.class, (self, method, args) -> method.getName().equals("getHeaderString") ? null : cookies);
    private final HttpRequest http = model(HttpRequest.class, (self, method, args) -> headers);
    private final KeycloakContext context =
            model(KeycloakContext.class, (self, method, args) -> switch (method.getName()) {
                case "getRealm" -> realm;
                case "getHttpRequest" -> http;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final List<KeycloakTransaction> afterRequest = new ArrayList<>();

    private final KeycloakTransactionManager transactions =
            model(KeycloakTransactionManager.class, (self, method, args) -> {
                KeycloakTransaction enlisted = (KeycloakTransaction) args[0];
                enlisted.begin();
                afterRequest.add(enlisted);
                return null;
            });

    private final UserProfileProvider profiles = model(UserProfileProvider.class, (self, method, args) -> userProfile);

    /** What the FHIR server has, by reference; it says of everything else that it isn't there. */
    final Map<String, ReadResult> fhir = new HashMap<>();

    private final FhirView view = model(
            FhirView.class, (self, method, args) -> fhir.getOrDefault(args[0].toString(), new ReadResult.NotFound()));

    private final FhirClient fhirClient = model(FhirClient.class, (self, method, args) -> view);

    final KeycloakSession session = model(KeycloakSession.class, (self, method, args) -> switch (method.getName()) {
        case "getContext" -> context;
        case "singleUseObjects" -> store;
        case "getTransactionManager" -> transactions;
        case "getProvider" -> args[0] == FhirClient.class ? fhirClient : profiles;
        case "getAllProviders" -> Set.of();
        case "getAttribute", "setAttribute" -> null;
        default -> throw new UnsupportedOperationException(method.getName());
    });

    World() {
        NoJaxRs.install();
        userProfile.setAttributes(List.of());
        open("alice's");
    }

    /** The FHIR server has this resource. */
    void has(String reference, String json) {
        try {
            fhir.put(
                    reference, new ReadResult.Found((ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'))));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> T model(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(World.class.getClassLoader(), new Class<?>[] {type}, answers));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> copy(Object notes) {
        return Map.copyOf((Map<String, String>) notes);
    }

    /** From now on the requests come from this browser. */
    void open(String browser) {
        String value = (browser.replaceAll("\\W", "-") + "-".repeat(43)).substring(0, 43);
        cookies = Map.of(
                BROWSER_COOKIE, new Cookie.Builder(BROWSER_COOKIE).value(value).build());
    }

    /** @param settings those of the mapper "SMART app" */
    static ClientModel app(String clientId, Map<String, String> settings) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setProtocolMapper(SmartAppMapper.PROVIDER_ID);
        mapper.setConfig(settings);
        return model(ClientModel.class, (self, method, args) -> switch (method.getName()) {
            case "getId" -> "id of " + clientId;
            case "getClientId" -> clientId;
            case "getProtocolMappersStream" -> Stream.of(mapper);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    static FhirServer server(String clientId, String base, boolean unsolicitedContext) {
        return new FhirServer(
                app(clientId, Map.of()), base, base, "keycloak", false, false, false, unsolicitedContext, List.of());
    }

    /** A launch of patient {@code pat-1} that any app may redeem for anybody, once. */
    Launch launch() {
        return launch(Optional.empty());
    }

    Launch launch(Optional<FhirReference> user) {
        return launch(LaunchContext.EMPTY.with(LaunchContext.PATIENT, "pat-1"), user);
    }

    Launch launch(LaunchContext launched, Optional<FhirReference> user) {
        return new Launch(
                launched, server.client().getId(), BASE, Optional.empty(), user, Time.currentTimeSeconds() + 300, true);
    }

    /** The same for one app. */
    static Launch only(String clientId, Launch launch) {
        return new Launch(
                launch.context(),
                launch.fhirServer(),
                launch.fhirBase(),
                Optional.of(clientId),
                launch.user(),
                launch.expires(),
                launch.singleUse());
    }

    /** The same, until some seconds from now. */
    static Launch expiring(long seconds, Launch launch) {
        return new Launch(
                launch.context(),
                launch.fhirServer(),
                launch.fhirBase(),
                launch.clientId(),
                launch.user(),
                Time.currentTimeSeconds() + seconds,
                launch.singleUse());
    }

    /** The same for any number of times. */
    static Launch reusable(Launch launch) {
        return new Launch(
                launch.context(),
                launch.fhirServer(),
                launch.fhirBase(),
                launch.clientId(),
                launch.user(),
                launch.expires(),
                false);
    }

    /** An EHR registers it under {@link #HANDLE}. */
    void register(Launch launch) {
        new LaunchStore(session).keep(HANDLE, launch, 300);
    }

    KeptLaunch kept(Launch launch) {
        register(launch);
        return new KeptLaunch(session, reference(), launch, "no good");
    }

    String reference() {
        return new LaunchStore(session).reference(HANDLE);
    }

    /** The request succeeds. */
    void commit() {
        afterRequest.forEach(KeycloakTransaction::commit);
        afterRequest.clear();
    }

    /** What the store has, whatever it is. */
    Set<String> entries() {
        return new HashSet<>(stored.keySet());
    }

    /** Whether somebody could still redeem what was registered. */
    boolean isThere() {
        return new LaunchStore(session).find(reference()).isPresent();
    }

    AuthorizationRequest request(String scope, String launch, String challenge) {
        return request(app, scope, launch, challenge, null);
    }

    AuthorizationRequest request(ClientModel client, String scope, String launch, String challenge, String prompt) {
        AuthorizationEndpointRequest parameters = new AuthorizationEndpointRequest() {
            @Override
            public Map<String, String> getAdditionalReqParams() {
                return launch == null ? Map.of() : Map.of(AuthorizationRequest.LAUNCH, launch);
            }

            @Override
            public String getCodeChallenge() {
                return challenge;
            }

            @Override
            public String getPrompt() {
                return prompt;
            }
        };
        return new AuthorizationRequest(client, server, RequestedScopes.of(scope), parameters);
    }

    /** A tab of the browser in which a login goes on, with what the check of the request left for its end. */
    AuthenticationSessionModel login(String challenge, Map<String, String> left) {
        Map<String, String> notes = new HashMap<>();
        Map<String, String> authNotes = new HashMap<>();
        notes.put("code_challenge", challenge);
        left.forEach((name, value) ->
                notes.put(AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + name, value));
        RootAuthenticationSessionModel browser =
                model(RootAuthenticationSessionModel.class, (self, method, args) -> Map.copyOf(tabs));
        AuthenticationSessionModel tab =
                model(AuthenticationSessionModel.class, (self, method, args) -> switch (method.getName()) {
                    case "getClient" -> app;
                    case "getClientNote" -> notes.get(args[0]);
                    case "getAuthNote" -> authNotes.get(args[0]);
                    case "setAuthNote" -> authNotes.put((String) args[0], (String) args[1]);
                    case "getParentSession" -> browser;
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == args[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        tabs.put(challenge, tab);
        return tab;
    }

    LaunchHold hold(String challenge) {
        return hold(challenge, Map.of());
    }

    LaunchHold hold(String challenge, Map<String, String> more) {
        Map<String, String> notes = new HashMap<>(more);
        notes.put(LaunchNotes.LAUNCH, reference());
        return LaunchHold.of(session, login(challenge, notes)).orElseThrow();
    }

    /** @param fhirUser the values of the attribute */
    static UserModel user(String... fhirUser) {
        return model(UserModel.class, (self, method, args) -> switch (method.getName()) {
            case "getId" -> "user";
            case "getAttributeStream" -> Stream.of(fhirUser);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    EndedLogin ended(AuthenticationSessionModel login, String person, String granted, UserModel user) {
        return new EndedLogin(
                session,
                login,
                user,
                Optional.ofNullable(person)
                        .map(text -> FhirReference.parse(text).orElseThrow()),
                server,
                RequestedScopes.of(granted),
                false);
    }
}

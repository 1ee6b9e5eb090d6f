/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.keycloak.common.util.Time;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.clientauth.SignedByClient;
import org.smartpack.keycloak.clientauth.SingleUse;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.OfferedLaunch;
import org.smartpack.keycloak.launch.rules.LaunchRules;

/** SMART HTI on FHIR: the launch rules for those modules of a Koppeltaal domain that are configured for it. */
public final class HtiLaunchRules implements LaunchRules {

    private static final String PREFIX = "smart-hti-launched:";
    private static final String NO_MODULE = "an HTI token was sent, but the client isn't launched with HTI tokens: "
            + "it lacks the mapper Koppeltaal application, or its switch Launched with HTI tokens is off";
    private static final Set<String> SCOPES = Set.of("launch", "openid", "fhirUser");

    private final KeycloakSession session;
    private final KoppeltaalDomain domain;

    public HtiLaunchRules(KeycloakSession session, KoppeltaalDomain domain) {
        this.session = session;
        this.domain = domain;
    }

    /**
     * Also applies to an application that was tampered with. Tampering must not free it from the rules, so its launches
     * are refused.
     */
    @Override
    public boolean appliesTo(ClientModel app) {
        return KoppeltaalApp.of(app).map(KoppeltaalApp::launched).orElseGet(() -> KoppeltaalApp.wasApproved(app));
    }

    @Override
    public Optional<String> overlooked(String value) {
        return new HtiTokens(session).isOfPortal(value) ? Optional.of(NO_MODULE) : Optional.empty();
    }

    @Override
    public String invalidLaunch() {
        return "invalid launch token";
    }

    @Override
    public void checkRequest(AuthorizationEndpointRequest request, FhirServer server) throws Refusal {
        if (!server.client().getId().equals(domain.fhirService().client().getId())) {
            throw Refusal.because(OAuthError.INVALID_REQUEST, "aud is not the FHIR service of the domain");
        }
        if (!SCOPES.equals(new TreeSet<>(scopes(request.getScope())))) {
            throw Refusal.because(
                    OAuthError.INVALID_SCOPE,
                    "This app must ask for the scopes launch, openid and fhirUser, and no others");
        }
        if (request.getState() == null || request.getState().isBlank()) {
            throw Refusal.because(OAuthError.INVALID_REQUEST, "state is missing");
        }
        if (request.getAction() != null) {
            // Linking an account, for instance, takes the user through a second identity provider in the same login.
            throw Refusal.because(OAuthError.INVALID_REQUEST, "kc_action is not available with a launch token");
        }
    }

    private static List<String> scopes(String scope) {
        return scope == null ? List.of() : Arrays.asList(scope.strip().split(" +"));
    }

    @Override
    public OfferedLaunch verify(String value, ClientModel app, FhirServer server) throws InvalidTokenException {
        KoppeltaalApp module = KoppeltaalApp.of(app)
                .orElseThrow(() -> new InvalidTokenException("the client is no longer an application of this domain"));
        HtiToken token = new HtiTokens(session).verify(value);
        if (!token.device().equals(module.device())) {
            throw new InvalidTokenException("aud is another application's Device");
        }
        // Two tokens with the same id are the same, or the second is fraudulent.
        String id = token.issuer().length() + ":" + token.issuer() + token.id();
        notBeforeStart(id, token);
        IdentityChoice choice = IdentityChoice.of(token, module);
        Launch launch = new Launch(
                new LaunchContext(token.context()),
                server.client().getId(),
                server.baseUrl(),
                Optional.of(app.getClientId()),
                Optional.of(token.user()),
                token.expires() + SignedByClient.SKEW,
                true);
        return new OfferedLaunch(
                id,
                launch,
                token.validity().secondsToRemember(Time.currentTimeSeconds()),
                token.id(),
                choice.alias(),
                choice.isHintUnknown() ? Optional.of(IdentityChoice.UNKNOWN) : Optional.empty());
    }

    /**
     * {@link org.smartpack.keycloak.launch.store.LaunchStore} lets a token launch only once, but a restart empties it.
     */
    private void notBeforeStart(String id, HtiToken token) throws InvalidTokenException {
        String all = session.getContext().getRealm().getId() + ":" + id;
        try {
            new SingleUse(session)
                    .notBeforeStart(
                            PREFIX + HashUtils.sha256UrlEncodedHash(all, StandardCharsets.UTF_8), token.validity());
        } catch (Refusal e) {
            throw new InvalidTokenException(e.getMessage());
        }
    }

    @Override
    public void misconfigured(OfferedLaunch launch, ClientModel app) {
        IdentityChoice.reportUnknownHint(session, app);
    }

    @Override
    public boolean mayBeFor(Launch launch, ClientModel app, UserModel user, Optional<FhirReference> proven) {
        return new UserCheck(session, domain, launch).mayBe(app, user, proven);
    }

    @Override
    public void checkUser(
            Launch launch, Optional<String> identityProvider, AuthenticationSessionModel login, UserModel user)
            throws WrongUserException {
        new UserCheck(session, domain, launch).check(identityProvider, login, user);
    }
}

/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Optional;
import java.util.function.Function;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.UriBuilder;

import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.services.Urls;
import org.keycloak.services.clientregistration.ClientRegistrationService;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.urls.UrlType;
import org.keycloak.wellknown.WellKnownProvider;

import org.smartpack.keycloak.endpoint.SmartEndpoints;
import org.smartpack.keycloak.endpoint.SmartEndpointsFactory;
import org.smartpack.keycloak.fhir.DiscoveryLinks;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/** Writes the document for the realm of the request. */
final class SmartConfigurationProvider implements WellKnownProvider {

    private static final String FHIR = "fhir";

    private final KeycloakSession session;

    SmartConfigurationProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getConfig() {
        KeycloakContext context = session.getContext();
        context.setHttpResponse(ReadableByAnyOrigin.from(context.getHttpResponse()));
        FhirServers servers = FhirServers.of(session);
        DiscoveryLinks links =
                described(context, servers).map(servers::discoveryLinks).orElse(DiscoveryLinks.NONE);
        RealmFacts facts = RealmFacts.of(session, KeycloakMetadata.publishedScopes(session));
        Endpoints endpoints = endpoints(context);
        return SmartConfigurationRules.of(session)
                .<Object>map(profile -> profile.document(endpoints))
                .orElseGet(() -> SmartConfiguration.of(facts, endpoints, links));
    }

    private Endpoints endpoints(KeycloakContext context) {
        return new Endpoints(
                Urls.realmIssuer(
                        context.getUri(UrlType.FRONTEND).getBaseUri(),
                        context.getRealm().getName()),
                url(OIDCLoginProtocolService::certsUrl),
                url(OIDCLoginProtocolService::authUrl),
                url(OIDCLoginProtocolService::tokenUrl),
                url(
                        FhirServers.of(session).governRealm()
                                ? SmartConfigurationProvider::introspectionUrl
                                : OIDCLoginProtocolService::tokenIntrospectionUrl),
                Optional.of(Profile.Feature.PAR)
                        .filter(Profile::isFeatureEnabled)
                        .map(feature -> url(ParEndpoint::parUrl)),
                url(OIDCLoginProtocolService::tokenRevocationUrl),
                url(base -> base.path(RealmsResource.class).path(RealmsResource.class, "getAccountService")),
                SelfRegistration.isOpen(session)
                        ? Optional.of(url(SmartConfigurationProvider::registrationUrl))
                        : Optional.empty());
    }

    /**
     * {@code ?fhir=<base URL>} selects a FHIR server; an unknown one is answered with 404. Without it, the document is
     * about the realm's only FHIR server, or about none.
     */
    private static Optional<FhirServer> described(KeycloakContext context, FhirServers servers) {
        String asked = context.getUri().getQueryParameters().getFirst(FHIR);
        if (asked == null || asked.isEmpty() || !servers.governRealm()) {
            return servers.only();
        }
        return Optional.of(servers.at(asked).orElseThrow(NotFoundException::new));
    }

    /**
     * The pack's endpoint, which also accepts a caller's own token. Nobody may use it in a realm without a FHIR server.
     */
    private static UriBuilder introspectionUrl(UriBuilder base) {
        return base.path(RealmsResource.class)
                .path("{realm}")
                .path(SmartEndpointsFactory.ID)
                .path(SmartEndpoints.INTROSPECT);
    }

    private static UriBuilder registrationUrl(UriBuilder base) {
        return base.path(RealmsResource.class)
                .path(RealmsResource.class, "getClientsService")
                .path(ClientRegistrationService.class, "provider")
                .resolveTemplate("provider", SelfRegistration.PROVIDER);
    }

    /**
     * Always under the realm's public URL (the frontend URL, if set). {@code openid-configuration} may instead name
     * back-channel endpoints by the address that the client used, but FHIR servers fetch this document over an internal
     * address and pass it on to apps outside.
     */
    private String url(Function<UriBuilder, UriBuilder> endpoint) {
        KeycloakContext context = session.getContext();
        return endpoint.apply(context.getUri(UrlType.FRONTEND).getBaseUriBuilder())
                .build(context.getRealm().getName())
                .toString();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}

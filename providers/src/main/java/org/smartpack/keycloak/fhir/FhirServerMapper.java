/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.auto.service.AutoService;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.approval.Approval;
import org.smartpack.keycloak.approval.Approvals;
import org.smartpack.keycloak.approval.ApprovedMapper;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * The mapper "FHIR server": makes a client stand for a FHIR server. It maps nothing; mappers are the place where the
 * console lets an administrator configure a client.
 */
@AutoService(ProtocolMapper.class)
public final class FhirServerMapper extends ApprovedMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-fhir-server";

    /** The setting with the base URL. */
    public static final String BASE_URL = "base.url";

    static final String ADDRESS = "internal.url";
    static final String OWN_NAME = "own.name";
    static final String DEFAULT_NAME = "keycloak-smart-pack";
    static final String CLIENT_REQUIRED = "launch.client.required";

    /** {@code true}: a launch context must name the user who may use it. */
    public static final String USER_REQUIRED = "launch.user.required";

    static final String REUSABLE = "launch.reusable";
    static final String UNSOLICITED = "launch.unsolicited";
    static final String SHOWN_SCOPES = "introspection.scopes";
    static final String BRAND_BUNDLE = "brand.bundle";
    static final String BRAND_IDENTIFIER = "brand.identifier";
    static final String ASSOCIATED_ENDPOINTS = "associated.endpoints";

    /** {@code false}: saving the mapper creates nothing. */
    public static final String SETUP = "realm.setup";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "FHIR server";
    }

    @Override
    public String getHelpText() {
        return "Makes this client stand for a FHIR server. Apps name it by its base URL and get tokens for it alone.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(BASE_URL)
                .label("FHIR base URL")
                .helpText("The base URL of the FHIR server as apps know it, for instance https://ehr.example.org/fhir. "
                        + "Apps must send it as aud, and it becomes the audience of their tokens.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .required(true)
                .add()
                .property()
                .name(ADDRESS)
                .label("Internal FHIR URL")
                .helpText(
                        "The URL at which Keycloak reaches the FHIR server, if it can't use the base URL: for instance "
                                + "an address inside a cluster. If empty, Keycloak uses the base URL.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(OWN_NAME)
                .label("azp of Keycloak's own requests")
                .helpText("The claim azp of the token with which Keycloak itself asks the FHIR server. In a Koppeltaal "
                        + "domain, the id of Keycloak's own Device.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(DEFAULT_NAME)
                .add()
                .property()
                .name(CLIENT_REQUIRED)
                .label("Require client_id in launch contexts")
                .helpText("Refuse a launch context that doesn't name the app that may use it.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(USER_REQUIRED)
                .label("Require user in launch contexts")
                .helpText("Refuse a launch context that doesn't name the user who may use it. Without a user, whoever "
                        + "is signed in at the browser gets the patient, on a shared workstation possibly somebody "
                        + "else.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(REUSABLE)
                .label("Reusable launch contexts")
                .helpText("Let an EHR register launch contexts that can be used more than once (single_use: false). "
                        + "Whoever learns of such a launch value can use it until it expires.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(UNSOLICITED)
                .label("Give fhirContext without its scope")
                .helpText("Give an app all of fhirContext in an EHR launch. When off, an app gets a resource only with "
                        + "the scope for its type, for instance launch/imagingstudy.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(true)
                .add()
                .property()
                .name(SHOWN_SCOPES)
                .label("Scopes shown by introspection")
                .helpText("When this FHIR server asks about a token, show only the SMART scopes that lie within these, "
                        + "for instance user/Observation.rs. If empty, all are shown.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(BRAND_BUNDLE)
                .label("User-access brand bundle")
                .helpText("The URL of a FHIR Bundle with the names and logos by which patients know your organization. "
                        + "Apps find it in smart-configuration as user_access_brand_bundle.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(BRAND_IDENTIFIER)
                .label("User-access brand identifier")
                .helpText("If the brand bundle has several brands: the identifier of the one that this FHIR server "
                        + "belongs to, as system|value. For instance urn:ietf:rfc:3986|https://example.org.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(ASSOCIATED_ENDPOINTS)
                .label("Associated endpoints")
                .helpText("Other servers that accept the tokens of this FHIR server: a URL and what it offers, "
                        + "separated by spaces. For instance https://state.example.org/fhir smart-app-state.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(SETUP)
                .label("Set up the realm")
                .helpText(
                        "Saving this mapper creates what is missing: the roles of this client, the client scopes that "
                                + "SMART apps and backend services need (assigned to no client), and the user attribute "
                                + "fhirUser, which only admins may edit. Nothing that exists is changed.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(true)
                .add()
                .build();
    }

    /** Finds invalid settings, a base URL that another FHIR server has, and a client whose client id is that URL. */
    @Override
    protected Optional<String> check(
            KeycloakSession session, RealmModel realm, ClientModel client, Map<String, String> config) {
        Optional<String> base = BaseUrl.parse(config.getOrDefault(BASE_URL, ""));
        if (base.isEmpty()) {
            return Optional.of("FHIR base URL must be an http or https URL without user, query or fragment");
        }
        if (config.containsKey(ADDRESS) && BaseUrl.parse(config.get(ADDRESS)).isEmpty()) {
            return Optional.of("Internal FHIR URL must be an http or https URL without user, query or fragment");
        }
        if (config.containsKey(OWN_NAME)
                && !FhirReference.isId(config.get(OWN_NAME).strip())) {
            return Optional.of("azp must be up to 64 letters, digits, hyphens and dots");
        }
        boolean isTaken = others(realm, client)
                .filter(approval -> !Approvals.of(realm).isOrphan(approval))
                .flatMap(FhirServerMapper::baseUrl)
                .anyMatch(base.get()::equals);
        if (isTaken) {
            return Optional.of("Another client has this FHIR base URL");
        }
        if (Stream.of(base.get(), base.get() + "/")
                .map(realm::getClientByClientId)
                .anyMatch(named -> named != null && !named.getId().equals(client.getId()))) {
            return Optional.of("Another client has this FHIR base URL as its client id");
        }
        if (!FhirServer.values(config.get(SHOWN_SCOPES)).stream()
                .allMatch(scope -> Scope.parse(scope) instanceof ResourceScope)) {
            return Optional.of("Scopes shown by introspection must be SMART scopes like user/Observation.rs");
        }
        return DiscoveryLinks.problem(config);
    }

    /**
     * In the audience of tokens, a client id that is a FHIR server's base URL would be mistaken for that server. That
     * also holds after the server's client was deleted, until it is created again.
     */
    @Override
    protected Optional<String> objection(RealmModel realm, ClientModel client) {
        String name = BaseUrl.withoutSlash(client.getClientId());
        boolean isTaken = name.contains("://")
                && others(realm, client)
                        .filter(approval -> !approval.clientId().equals(client.getClientId()))
                        .flatMap(FhirServerMapper::baseUrl)
                        .anyMatch(name::equals);
        return isTaken
                ? Optional.of(
                        "The client id is the base URL of a FHIR server of this realm, which another client stands for")
                : Optional.empty();
    }

    private static Stream<Approval> others(RealmModel realm, ClientModel client) {
        return Approvals.of(realm).all(PROVIDER_ID).stream()
                .filter(approval -> !approval.client().equals(client.getId()));
    }

    private static Stream<String> baseUrl(Approval approval) {
        return BaseUrl.parse(approval.config().getOrDefault(BASE_URL, "")).stream();
    }

    /** Whoever has an audience with one of these mustn't get tokens for another FHIR server instead. */
    @Override
    protected Set<String> names(Approval approval) {
        return Stream.concat(Stream.of(approval.clientId()), baseUrl(approval)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected void onWithdrawal(RealmModel realm) {
        if (Approvals.of(realm).all(PROVIDER_ID).isEmpty()) {
            realm.removeAttribute(FhirServers.HINT);
        }
    }
}

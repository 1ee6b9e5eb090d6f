/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Map;

import com.google.auto.service.AutoService;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * The mapper "FHIR server": says that a client stands for a FHIR server, and where that is. It maps nothing; a mapper is
 * what the console lets an administrator configure on a client.
 */
@AutoService(ProtocolMapper.class)
public final class FhirServerMapper extends AbstractOIDCProtocolMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-fhir-server";

    static final String BASE_URL = "base.url";
    static final String ADDRESS = "internal.url";
    static final String OWN_NAME = "own.name";
    static final String DEFAULT_NAME = "keycloak-smart-pack";
    static final String CLIENT_REQUIRED = "launch.client.required";
    static final String REUSABLE = "launch.reusable";
    static final String UNSOLICITED = "launch.unsolicited";
    static final String SHOWN_SCOPES = "introspection.scopes";

    /** What an administrator can let others do for the FHIR server, with what the console says of it. */
    private static final Map<String, String> ROLES = Map.of(
            FhirServer.LAUNCH_CONTEXT_ISSUER, "May register launch contexts for this FHIR server",
            FhirServer.INTROSPECT, "May introspect tokens that are for this FHIR server",
            FhirServer.INTROSPECT_ANY, "May introspect every token of the realm");

    private final FhirServerIndex index = new FhirServerIndex();

    FhirServerIndex index() {
        return index;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new FhirServerChanges(index));
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "FHIR server";
    }

    @Override
    public String getDisplayCategory() {
        return "SMART on FHIR";
    }

    @Override
    public String getHelpText() {
        return "This client stands for a FHIR server. Apps name it by its base URL and get tokens for it alone.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(BASE_URL)
                .label("FHIR base URL")
                .helpText("The base URL of the FHIR server as apps know it, https://ehr.example.org/fhir for instance. "
                        + "Apps have to send it as aud, and it becomes the audience of their tokens.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .required(true)
                .add()
                .property()
                .name(ADDRESS)
                .label("Address for Keycloak")
                .helpText(
                        "Where Keycloak itself reaches the FHIR server, if the base URL is of no use to it: an address "
                                + "inside a cluster for instance. Empty: the base URL.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(OWN_NAME)
                .label("Name of Keycloak itself")
                .helpText(
                        "Who Keycloak is when it asks the FHIR server itself: azp of the token that it signs for that. In "
                                + "a Koppeltaal domain the id of the Device that Keycloak is.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(DEFAULT_NAME)
                .add()
                .property()
                .name(CLIENT_REQUIRED)
                .label("Launch contexts name the app")
                .helpText("Refuse a launch context that doesn't say which app may use it (client_id).")
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
                .label("Context that wasn't asked for")
                .helpText("Give an app all of fhirContext in an EHR launch. When off, an app gets a resource of a type "
                        + "only with the scope for it, launch/imagingstudy for instance.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(true)
                .add()
                .property()
                .name(SHOWN_SCOPES)
                .label("Scopes shown by introspection")
                .helpText("When this FHIR server asks about a token, show of its SMART scopes only what lies within "
                        + "these, user/Observation.rs for instance. Empty shows all of them.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .build();
    }

    /**
     * Refuses a URL that is none, a base URL that another client of the realm has, and a place where the mapper has no
     * effect. Gives the client the roles that let others act for this FHIR server.
     */
    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        if (!(container instanceof ClientModel client)) {
            throw refused("Add \"FHIR server\" to a client (Client scopes > dedicated scope), not to a client scope");
        }
        String base = BaseUrl.parse(mapper.getConfig().getOrDefault(BASE_URL, ""))
                .orElseThrow(
                        () -> refused("FHIR base URL has to be an http or https URL without user, query and fragment"));
        String address = mapper.getConfig().getOrDefault(ADDRESS, "");
        if (!address.isBlank() && BaseUrl.parse(address).isEmpty()) {
            throw refused("Address for Keycloak has to be an http or https URL without user, query and fragment");
        }
        String ownName = mapper.getConfig().getOrDefault(OWN_NAME, "");
        if (!ownName.isBlank() && !FhirReference.isId(ownName.strip())) {
            throw refused("Name of Keycloak itself has to be up to 64 letters, digits, hyphens and dots");
        }
        boolean isTaken = session.clients()
                .getClientsStream(realm)
                .filter(other -> !other.getId().equals(client.getId()))
                .anyMatch(other ->
                        FhirServer.of(other).filter(server -> server.isAt(base)).isPresent());
        if (isTaken) {
            throw refused("Another client has this FHIR base URL");
        }
        if (!FhirServer.values(mapper.getConfig().get(SHOWN_SCOPES)).stream()
                .allMatch(scope -> Scope.parse(scope) instanceof ResourceScope)) {
            throw refused("Scopes shown by introspection have to be SMART scopes like user/Observation.rs");
        }
        ROLES.forEach((role, description) -> {
            if (client.getRole(role) == null) {
                client.addRole(role).setDescription(description);
            }
        });
        FhirServerIndex.hint(realm);
        FhirServerChanges.forgetAfterCommit(session, index, realm.getId());
    }

    /** Keycloak looks the text up by a key; it is plain English and its own key. No apostrophes: it is a pattern too. */
    private static ProtocolMapperConfigException refused(String message) {
        return new ProtocolMapperConfigException(message, message);
    }
}

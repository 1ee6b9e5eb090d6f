/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

/**
 * Another realm of the same server, as an identity provider of a {@link SmartRealm}. What it says of a user under the
 * name {@code person} can be mapped to {@code fhirUser}.
 */
final class ProviderRealm {

    private static final String CLIENT = "relying-party";
    private static final Map<String, Object> OPENID = Mapper.of(
            "person",
            "oidc-usermodel-attribute-mapper",
            Map.of(
                    "user.attribute",
                    "person",
                    "claim.name",
                    "person",
                    "jsonType.label",
                    "String",
                    "id.token.claim",
                    "true",
                    "access.token.claim",
                    "true"));
    private static final List<String> NAMES = List.of("email", "firstName", "lastName");

    private final SmartRealm relying;
    private final String alias;
    private final Realm provider;
    private final String mapper;

    private ProviderRealm(SmartRealm relying, String alias, Realm provider, String mapper) {
        this.relying = relying;
        this.alias = alias;
        this.provider = provider;
        this.mapper = mapper;
    }

    /** An identity provider that speaks OpenID Connect. */
    static ProviderRealm openId(SmartRealm relying, String alias) {
        Realm realm = newRealm(relying);
        realm.createClient(
                CLIENT,
                Map.of(
                        "secret",
                        "relying-party-secret",
                        "redirectUris",
                        List.of(endpoint(relying, alias)),
                        "protocolMappers",
                        List.of(OPENID)));
        ProviderRealm provider = new ProviderRealm(relying, alias, realm, "oidc-user-attribute-idp-mapper");
        provider.add(
                "oidc",
                Map.of(
                        "issuer",
                        realm.url,
                        "authorizationUrl",
                        realm.endpoint("auth"),
                        "tokenUrl",
                        realm.tokenUrl(),
                        "jwksUrl",
                        realm.endpoint("certs"),
                        "useJwksUrl",
                        "true",
                        "validateSignature",
                        "true",
                        "clientId",
                        CLIENT,
                        "clientSecret",
                        "relying-party-secret",
                        "clientAuthMethod",
                        "client_secret_post",
                        "defaultScope",
                        "openid profile email"));
        return provider;
    }

    /** An identity provider that speaks SAML, with redirects both ways. */
    static ProviderRealm saml(SmartRealm relying, String alias) {
        Realm realm = newRealm(relying);
        realm.createClient(
                CLIENT,
                Map.of(
                        "protocol",
                        "saml",
                        "redirectUris",
                        List.of(endpoint(relying, alias)),
                        "attributes",
                        Map.of(
                                "saml.client.signature", "false",
                                "saml.server.signature", "true",
                                "saml.assertion.signature", "true",
                                "saml.force.post.binding", "false",
                                "saml.authnstatement", "true",
                                "saml_name_id_format", "username"),
                        "protocolMappers",
                        Stream.concat(Stream.of("person"), NAMES.stream())
                                .map(ProviderRealm::samlAttribute)
                                .toList()));
        ProviderRealm provider = new ProviderRealm(relying, alias, realm, "saml-user-attribute-idp-mapper");
        provider.add(
                "saml",
                Map.of(
                        "idpEntityId", realm.url,
                        "entityId", CLIENT,
                        "singleSignOnServiceUrl", realm.url + "/protocol/saml",
                        "validateSignature", "true",
                        "wantAssertionsSigned", "true",
                        "useMetadataDescriptorUrl", "true",
                        "metadataDescriptorUrl", realm.url + "/protocol/saml/descriptor",
                        "postBindingResponse", "false",
                        "postBindingAuthnRequest", "false",
                        "nameIDPolicyFormat", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"));
        NAMES.forEach(attribute -> provider.map(attribute, attribute, "IMPORT"));
        return provider;
    }

    private static Realm newRealm(SmartRealm relying) {
        Realm realm = Realm.create(relying.admin, Map.of("loginWithEmailAllowed", false));
        String path = realm.path("/users/profile");
        Map<String, Object> profile = realm.admin.get(path).jsonPath().getMap("");
        profile.put("unmanagedAttributePolicy", "ADMIN_EDIT");
        realm.admin.put(path, profile);
        return realm;
    }

    private static String endpoint(SmartRealm relying, String alias) {
        return relying.url + "/broker/" + alias + "/endpoint";
    }

    private void add(String type, Map<String, String> config) {
        relying.admin.post(
                relying.path("/identity-provider/instances"),
                Map.of("alias", alias, "providerId", type, "enabled", true, "trustEmail", true, "config", config));
    }

    private static Map<String, Object> samlAttribute(String attribute) {
        return Mapper.saml(
                attribute,
                "saml-user-attribute-mapper",
                Map.of("user.attribute", attribute, "attribute.name", attribute, "attribute.nameformat", "Basic"));
    }

    /** Its word is the user's {@code fhirUser}, by a mapper with this sync mode: {@code IMPORT} or {@code FORCE}. */
    ProviderRealm saysWhoUsersAre(String syncMode) {
        map("person", "fhirUser", syncMode);
        return this;
    }

    private void map(String said, String attribute, String syncMode) {
        String name = mapper.startsWith("saml") ? "attribute.name" : "claim";
        relying.admin.post(
                relying.path("/identity-provider/instances/" + alias + "/mappers"),
                Map.of(
                        "name",
                        attribute,
                        "identityProviderAlias",
                        alias,
                        "identityProviderMapper",
                        mapper,
                        "config",
                        Map.of("syncMode", syncMode, "user.attribute", attribute, name, said)));
    }

    /** Adds an account there, of which the provider says this; empty: nothing. */
    void user(String username, String person) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("email", username + "@elsewhere.example");
        if (!person.isEmpty()) {
            account.put("attributes", Map.of("person", List.of(person)));
        }
        provider.createUser(username, account);
    }

    /** The provider says something else of a user from now on; empty: nothing. */
    void says(String username, String person) {
        provider.user(username).onlyAttribute("person", person.isEmpty() ? null : person);
    }

    /** An authorization request that goes straight to this provider. */
    Map<String, String> chosen(Map<String, String> request) {
        Map<String, String> chosen = new LinkedHashMap<>(request);
        chosen.put("kc_idp_hint", alias);
        return chosen;
    }
}

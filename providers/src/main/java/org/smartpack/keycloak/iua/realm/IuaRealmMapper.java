/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.realm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.approval.RealmMapper;
import org.smartpack.keycloak.profile.Profiles;

/**
 * The mapper "IHE IUA realm", beside "FHIR server" on the client of the resource server: makes the realm an IUA
 * authorization server. It maps nothing.
 */
@AutoService(ProtocolMapper.class)
public final class IuaRealmMapper extends RealmMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-iua";

    /** The name of the type in the console. */
    public static final String TITLE = "IHE IUA realm";

    static final String STRICT = "metadata.strict";
    static final String JWT_ALIAS = "metadata.jwt.alias";
    static final String AUDIT = "audit";
    static final String HOME_COMMUNITY = "home.community.id";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return TITLE;
    }

    @Override
    public String getHelpText() {
        return "Makes the realm an IHE IUA authorization server. Add it to the client of the resource server, which "
                + "also needs the mapper FHIR server.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(STRICT)
                .label("Strict IUA spelling")
                .helpText("List refresh-token, as IUA spells it, beside the registered name refresh_token in the "
                        + "metadata.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(JWT_ALIAS)
                .label("List jwt_authorization")
                .helpText("List jwt_authorization beside the registered name of the JWT authorization grant in the "
                        + "metadata, for clients that look for it. Token requests always use the registered name.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(HOME_COMMUNITY)
                .label("Home community ID")
                .helpText("For instance urn:oid:2.16.840.1.113883.3.1. Every token has it as home_community_id.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(AUDIT)
                .label("Send AuditEvents")
                .helpText("Send the resource server an AuditEvent for each request for a token (ITI-71). Requests are "
                        + "answered even if it can't be reached.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .build();
    }

    @Override
    protected String kind() {
        return "an IUA realm";
    }

    @Override
    protected Optional<String> problem(KeycloakSession session, RealmModel realm, Map<String, String> config) {
        boolean isCommunityWrong = config.containsKey(HOME_COMMUNITY) && !Oid.isUrn(config.get(HOME_COMMUNITY));
        return isCommunityWrong
                ? Optional.of("The home community ID must be an OID as a URN, such as urn:oid:2.16.840.1")
                : Profiles.objection(session, realm, IuaRealm.PROFILE);
    }
}

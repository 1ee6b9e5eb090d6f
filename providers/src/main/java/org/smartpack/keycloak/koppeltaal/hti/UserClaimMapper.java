/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.List;
import java.util.Optional;

import com.google.auto.service.AutoService;
import org.keycloak.broker.oidc.KeycloakOIDCIdentityProviderFactory;
import org.keycloak.broker.oidc.OIDCIdentityProviderFactory;
import org.keycloak.broker.oidc.mappers.AbstractClaimMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.representations.IDToken;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.spi.SmartMapper;

/**
 * The identity provider mapper "Koppeltaal user": keeps an identity provider's claim about the user until the end of
 * the login (KT-AUTHZ-4). Keycloak's own mapper "User Session Note Mapper" could do so too, but its note doesn't say
 * which identity provider it comes from. If a user goes through two of them in one login (to link accounts, for
 * instance), the second would count, even one that lets its users choose who they are.
 */
@AutoService(IdentityProviderMapper.class)
public final class UserClaimMapper extends AbstractClaimMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-koppeltaal-user";

    private static final String NOTE = "smart_claim:";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Koppeltaal user";
    }

    @Override
    public String getDisplayCategory() {
        return SmartMapper.CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Keeps a claim of the identity provider. Keycloak uses it to find the launching user at the FHIR "
                + "service of a Koppeltaal domain. The mapper Koppeltaal application says which users need which claim.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(CLAIM)
                .label("Claim")
                .required(true)
                .helpText("The name of the claim, for instance email. Its value must be a string. Write nested claims "
                        + "with a dot.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .build();
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {OIDCIdentityProviderFactory.PROVIDER_ID, KeycloakOIDCIdentityProviderFactory.PROVIDER_ID};
    }

    /** The mapper doesn't change the user, so every mode is fine. */
    @Override
    public boolean supportsSyncMode(IdentityProviderSyncMode mode) {
        return true;
    }

    /** Called at every login of a known user, whatever the sync mode. */
    @Override
    public void preprocessFederatedIdentity(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        keep(mapper, context);
    }

    /** Called for a new user: Keycloak has discarded earlier notes by then. */
    @Override
    public void importNewUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        keep(mapper, context);
    }

    /** Called when an account is linked at the first login, for the same reason. */
    @Override
    public void updateBrokeredUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        keep(mapper, context);
    }

    private static void keep(IdentityProviderMapperModel mapper, BrokeredIdentityContext context) {
        String claim = mapper.getConfig().getOrDefault(CLAIM, "").strip();
        if (!claim.isEmpty()) {
            // A missing claim is recorded too: a claim about another user, who tried before in the same login, must not
            // count.
            String value =
                    getClaimValue(context, claim) instanceof String text && !isSelfAsserted(claim, context) ? text : "";
            context.setSessionNote(note(context.getIdpConfig().getAlias(), claim), value);
        }
    }

    /**
     * Whether the claim is an e-mail address that the identity provider marks as unverified: the user may have typed it
     * in there (OpenID Connect Core 1.0 section 5.7). An identity provider that says nothing about it is trusted,
     * because the administrator knows who sets the address.
     */
    private static boolean isSelfAsserted(String claim, BrokeredIdentityContext context) {
        return claim.equals(IDToken.EMAIL)
                && "false".equalsIgnoreCase(String.valueOf(getClaimValue(context, IDToken.EMAIL_VERIFIED)));
    }

    private static String note(String alias, String claim) {
        return NOTE + alias.length() + ":" + alias + ":" + claim;
    }

    /** What the identity provider said in this login; empty if it said nothing, or doesn't have this mapper. */
    static Optional<String> read(AuthenticationSessionModel login, String alias, String claim) {
        return Optional.ofNullable(login.getUserSessionNotes().get(note(alias, claim)))
                .filter(value -> !value.isBlank());
    }
}

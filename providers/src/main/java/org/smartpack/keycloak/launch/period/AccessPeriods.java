/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.keycloak.common.Profile;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

import org.smartpack.keycloak.launch.AccessPeriod;
import org.smartpack.keycloak.launch.app.ScopeStep;
import org.smartpack.keycloak.launch.app.SmartApp;

/**
 * The periods of access that a realm offers its users: the setting {@value #SETTING} of the step {@value #STEP}, for
 * instance {@code 1h, 1d, 90d, 1y}. Without it nobody is asked, and Keycloak's own limits hold.
 *
 * @param choices the shortest first, each length once
 * @param wrong what isn't a period; it is never offered
 */
public record AccessPeriods(List<AccessPeriod> choices, List<String> wrong) {

    /** The name of the setting. */
    public static final String SETTING = "access.periods";

    /** The id of the required action that has the setting. */
    public static final String STEP = ScopeStep.ID;

    /** Nothing is offered. */
    static final AccessPeriods NONE = new AccessPeriods(List.of(), List.of());

    /**
     * What users of an app are offered; nothing if they aren't asked for consent, if the step is switched off in the
     * realm or for the app, or if the server can't have it.
     */
    public static AccessPeriods of(ClientModel app) {
        RealmModel realm = app.getRealm();
        boolean isOn = app.isConsentRequired()
                && SmartApp.of(app).choosesScopes()
                && Profile.isFeatureEnabled(Profile.Feature.PARAMETERIZED_SCOPES)
                && ScopeStep.isOn(realm);
        return isOn
                ? Optional.ofNullable(realm.getRequiredActionConfigByAlias(STEP))
                        .map(RequiredActionConfigModel::getConfig)
                        .map(AccessPeriods::of)
                        .orElse(NONE)
                : NONE;
    }

    private static AccessPeriods of(Map<String, String> settings) {
        return parse(settings.getOrDefault(SETTING, ""));
    }

    /**
     * Reads the setting: periods with commas in between, and any blanks around them. Nothing but blanks offers nothing;
     * an empty item is wrong.
     */
    public static AccessPeriods parse(String setting) {
        if (setting == null || setting.isBlank()) {
            return NONE;
        }
        List<AccessPeriod> choices = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String item : setting.split(",", -1)) {
            AccessPeriod.parse(item.strip()).ifPresentOrElse(choices::add, () -> wrong.add(item.strip()));
        }
        choices.sort(Comparator.comparingLong(AccessPeriod::seconds));
        List<AccessPeriod> distinct = new ArrayList<>();
        for (AccessPeriod choice : choices) {
            boolean isNew =
                    distinct.isEmpty() || distinct.get(distinct.size() - 1).seconds() < choice.seconds();
            if (isNew) {
                distinct.add(choice);
            }
        }
        return new AccessPeriods(List.copyOf(distinct), List.copyOf(wrong));
    }

    /** The setting in the console. */
    public static ProviderConfigProperty property() {
        return new ProviderConfigProperty(
                SETTING,
                "Access periods",
                "How long users can let an app have access that it can refresh, for instance 1h, 1d, 90d, 1y "
                        + "(m minutes, h hours, d days, y years of 365 days). What is longer than Keycloak's sessions "
                        + "isn't offered. Empty: users aren't asked, and access lasts as long as Keycloak's sessions.",
                ProviderConfigProperty.STRING_TYPE,
                "");
    }

    /**
     * Checks the setting before it is saved.
     *
     * @throws ValidationException if a part of it isn't a period
     */
    public static void validate(RequiredActionConfigModel settings) {
        if (!parse(settings.getConfigValue(SETTING)).wrong().isEmpty()) {
            throw new ValidationException(
                    new ValidationError(STEP, SETTING, ValidationError.MESSAGE_INVALID_VALUE, "Access periods"));
        }
    }

    /** Whether the administrator wanted to offer something, and none of it can be read. */
    public boolean isUnusable() {
        return choices.isEmpty() && !wrong.isEmpty();
    }

    /** Those that end before Keycloak would end the access anyway. */
    public List<AccessPeriod> within(AccessLimit limit) {
        return choices.stream().filter(limit::allows).toList();
    }
}

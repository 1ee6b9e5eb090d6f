/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.hapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ca.uhn.fhir.interceptor.auth.CompartmentSearchParameterModifications;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.interceptor.auth.AuthorizationInterceptor;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRule;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRuleBuilderRuleOp;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRuleBuilderRuleOpClassifier;
import ca.uhn.fhir.rest.server.interceptor.auth.RuleBuilder;
import org.hl7.fhir.r4.model.IdType;

/** The rules that a token's scopes make. What isn't understood makes no rule. */
final class SmartRules extends AuthorizationInterceptor {

    /** The operations that there are rules for, with the letter that a scope needs. */
    static final Map<RestOperationTypeEnum, String> LETTERS = Map.of(
            RestOperationTypeEnum.READ, "r",
            RestOperationTypeEnum.VREAD, "r",
            RestOperationTypeEnum.HISTORY_INSTANCE, "r",
            RestOperationTypeEnum.SEARCH_TYPE, "s",
            RestOperationTypeEnum.GET_PAGE, "s");

    /** Without user/ scopes, and without restrictions such as ?category=laboratory. */
    private static final Pattern SCOPE =
            Pattern.compile("(patient|system)/(\\*|[A-Z][A-Za-z]*)\\.(\\*|read|c?r?u?d?s?)");

    @Override
    public List<IAuthRule> buildRuleList(RequestDetails request) {
        String letter = LETTERS.get(request.getRestOperationType());
        if (letter == null) {
            return new RuleBuilder().allow().metadata().andThen().denyAll().build();
        }
        RuleBuilder rules = new RuleBuilder();
        Optional<String> patient = TokenGate.claim(request, "patient");
        for (String text : TokenGate.claim(request, "scope").orElse("").split(" ")) {
            Matcher scope = SCOPE.matcher(text);
            if (!scope.matches() || !letters(scope.group(3)).contains(letter)) {
                continue;
            }
            if (scope.group(1).equals("system")) {
                types(rules.allow(text).read(), scope.group(2)).withAnyId();
            } else if (patient.isPresent()) {
                types(rules.allow(text).read(), scope.group(2))
                        .inModifiedCompartment("Patient", new IdType("Patient", patient.get()), withoutLinks());
            }
        }
        rules.denyAll();
        return rules.build();
    }

    /** A record with a link to the patient's isn't the patient's. */
    private static CompartmentSearchParameterModifications withoutLinks() {
        CompartmentSearchParameterModifications links = new CompartmentSearchParameterModifications();
        links.addSPToOmitFromCompartment("Patient", "link");
        return links;
    }

    private static String letters(String suffix) {
        return suffix.equals("read") ? "rs" : suffix.replace("*", "cruds");
    }

    private static IAuthRuleBuilderRuleOpClassifier types(IAuthRuleBuilderRuleOp rule, String type) {
        return type.equals("*") ? rule.allResources() : rule.resourcesOfType(type);
    }
}

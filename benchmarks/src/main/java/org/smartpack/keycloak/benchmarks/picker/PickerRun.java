/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.picker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.smartpack.keycloak.benchmarks.realm.AuthorizationRequest;
import org.smartpack.keycloak.benchmarks.realm.BenchRealm;
import org.smartpack.keycloak.benchmarks.realm.Browser;
import org.smartpack.keycloak.benchmarks.realm.Forms;
import org.smartpack.keycloak.benchmarks.realm.Pkce;
import org.smartpack.keycloak.benchmarks.realm.RealmSetUp;
import org.smartpack.keycloak.benchmarks.realm.SigningKeys;
import org.smartpack.keycloak.benchmarks.server.Kind;
import org.smartpack.keycloak.benchmarks.server.RunningKeycloak;

/**
 * One user who looks for a patient among many, page after page. The FHIR server's own time is subtracted: it stands for
 * one that answers at once.
 */
public final class PickerRun {

    /** The id of this part of a run. */
    public static final String ID = "picker";

    private static final String REALM = "picker";
    private static final int PATIENTS = 10_000;
    private static final int PAGE = 10;
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");

    private final RunningKeycloak server;
    private final int repeated;
    private final int patients;

    /** Where the user is. */
    private String page = "";

    /** @param quick whether to look only whether it works */
    public PickerRun(RunningKeycloak server, boolean quick) {
        this.server = server;
        this.repeated = quick ? 5 : 300;
        this.patients = quick ? 100 : PATIENTS;
    }

    /** Signs a user in and measures. */
    public List<PickerScore> run() {
        try (PatientServer fhir = new PatientServer(patients)) {
            RealmSetUp setUp = new RealmSetUp(Kind.PACK, server.url(), SigningKeys.create());
            BenchRealm realm = setUp.create(REALM);
            setUp.letUsersChoose(realm, fhir.url());
            Browser browser = new Browser();
            String login = browser.follow(request(realm));
            String picker = browser.submit(action(login), Forms.of("username", "user-0", "password", "user-0"));
            requirePatients(picker);
            // A session begins when the login is over.
            browser.submit(action(picker), Forms.of("patient", PatientServer.id(0)));
            List<PickerScore> scores = new ArrayList<>();
            // Until the code of the pages is compiled.
            measure(fhir, "", repeated, page -> browser.follow(request(realm)));
            scores.add(measure(
                    fhir,
                    "first page, with the authorization request",
                    repeated,
                    page -> browser.follow(request(realm))));
            scores.add(measure(
                    fhir, "all pages in turn", patients / PAGE - 1, page -> browser.submit(action(page), "more=true")));
            scores.add(measure(
                    fhir,
                    "search by name",
                    repeated,
                    page -> browser.submit(action(page), "search=true&name=Given" + (patients - 1))));
            fhir.ignoreCount();
            scores.add(measure(
                    fhir,
                    "first page, FHIR server sends " + String.format("%,d", Math.min(patients, 2_500)),
                    repeated / 3 + 1,
                    page -> browser.submit(action(page), "search=true&name=")));
            return scores;
        }
    }

    private static String request(BenchRealm realm) {
        return realm.url() + AuthorizationRequest.standalone(realm) + "&code_challenge="
                + Pkce.create().challenge();
    }

    private PickerScore measure(PatientServer fhir, String work, int pages, Function<String, String> next) {
        long before = server.liveBytes();
        List<Double> millis = new ArrayList<>();
        double fhirMillis = 0;
        long bytes = 0;
        for (int i = 0; i < pages; i++) {
            long fhirBegin = fhir.nanos();
            long begin = System.nanoTime();
            page = next.apply(page);
            double all = (System.nanoTime() - begin) / 1e6;
            double ofFhir = (fhir.nanos() - fhirBegin) / 1e6;
            requirePatients(page);
            millis.add(all - ofFhir);
            fhirMillis += ofFhir;
            bytes += page.length();
        }
        return PickerScore.of(work, millis, fhirMillis, bytes, before, server.liveBytes());
    }

    private static void requirePatients(String page) {
        if (!page.contains("name=\"patient\"")) {
            throw new IllegalStateException("No patients on the page: " + page);
        }
    }

    private static String action(String page) {
        Matcher action = ACTION.matcher(page);
        if (!action.find()) {
            throw new IllegalStateException("No form on the page: " + page);
        }
        return action.group(1).replace("&amp;", "&");
    }
}

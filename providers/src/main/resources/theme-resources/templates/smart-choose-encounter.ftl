<#import "template.ftl" as layout>
<#import "smart-choice.ftl" as choice>
<@layout.registrationLayout; section>
<#if section = "header">
  ${msg("smartEncounterTitle")}
<#elseif section = "form">
  <@choice.styles/>
  <p class="smart-intro">${msg("smartEncounterIntro", choice.appName)}</p>
  <p class="smart-whose"><@choice.facts patient=whose/></p>
  <form class="smart-choice" action="${url.loginAction}" method="post">
    <#if encounters?has_content>
    <ul class="smart-list" role="list" aria-label="${msg("smartEncounterList")}">
      <#list encounters as encounter>
      <li>
        <button type="submit" name="encounter" value="${encounter.id()}" class="smart-item">
          <span class="smart-name">${encounter.title()?has_content?then(encounter.title(), msg("smartEncounter"))}</span>
          <span class="smart-facts">
            <#if encounter.isCurrent()><span class="smart-current">${msg("smartEncounterCurrent")}</span></#if>
            <#if encounter.start()?has_content><span>${msg("smartEncounterFrom", encounter.start())}</span></#if>
            <#if encounter.end()?has_content><span>${msg("smartEncounterUntil", encounter.end())}</span></#if>
          </span>
        </button>
      </li>
      </#list>
    </ul>
    <#else>
    <p class="smart-empty" role="status">${hasMore?then(msg("smartNothingHere"), needed?then(msg("smartNoEncounters", choice.appName), msg("smartNoMoreEncounters")))}</p>
    </#if>
    <div class="smart-actions">
      <#if hasMore><@choice.button name="more" value="true" label=msg("smartMoreEncounters") secondary=true/></#if>
      <#if !needed><@choice.button name="accept" value="none" label=msg("smartEncounterNone") secondary=true/></#if>
      <#if canChange><@choice.button name="another" value="true" label=msg("smartAnotherPatient") secondary=true/></#if>
      <@choice.cancel/>
    </div>
  </form>
</#if>
</@layout.registrationLayout>

Redoc.init('/api/openapi.json', { hideDownloadButton: false, disableSearch: false },
	document.getElementById('redoc'));

const config = {
	stories: ['../src/**/*.stories.tsx', '../../apps/*/src/**/*.stories.tsx'],
	staticDirs: ['../../shared/public', { from: '../assets', to: '/assets' }],
};
export default config;
